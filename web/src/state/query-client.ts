import { QueryClient } from '@tanstack/react-query'
import { RequestProblem } from './problem.ts'

/** All server data lives here and nowhere else. A refusal is final; only a lost network is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => error instanceof RequestProblem && error.kind === 'offline' && count < 1,
    },
  },
})
