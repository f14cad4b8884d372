import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../styles/base.css'
import { citizenWords } from '../i18n/catalogue.ts'
import { startLanguage } from '../i18n/language.ts'
import { officeWords } from '../i18n/office-catalogue.ts'
import { Desk } from '../state/desk.ts'
import { queryClient } from '../state/query-client.ts'
import { startTheme } from '../state/theme.ts'
import { makeOfficeRouter } from './routes.tsx'

const link = new URLSearchParams(location.search)
startTheme(link.get('theme'))
await startLanguage(link.get('lang'), citizenWords, officeWords)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Desk value={true}>
        <RouterProvider router={makeOfficeRouter()} />
      </Desk>
    </QueryClientProvider>
  </StrictMode>,
)
