import { useQuery } from '@tanstack/react-query'
import type { Names } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'

export type Post = {
  postId: number
  designation: string
  names: Names
  office: Names
  holder: { userId: number; names: Names; capacity: string; since: string } | null
}

/** What a transfer of the post today would move and end, and who held it. `GET /api/{city}/posts/{id}`. */
export type PostDetail = {
  postId: number
  names: Names
  sessions: number
  otherPosts: { postId: number; names: Names }[]
  holdings: {
    userId: number
    names: Names
    capacity: string
    instrument: string
    from: string
    to: string | null
  }[]
}

export const usePosts = (city: string) =>
  useQuery({
    queryKey: ['posts', city],
    queryFn: ({ signal }) => getJson<{ posts: Post[] }>(`/api/${city}/posts`, signal).then((answer) => answer.posts),
  })

export const usePost = (city: string, postId: string) =>
  useQuery({
    queryKey: ['posts', city, postId],
    queryFn: ({ signal }) => getJson<PostDetail>(`/api/${city}/posts/${encodeURIComponent(postId)}`, signal),
  })
