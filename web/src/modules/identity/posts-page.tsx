import { useQuery } from '@tanstack/react-query'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import type { Names } from '../../state/contract.ts'
import { getJson } from '../../state/request.ts'
import { useCity } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { TablePage, tableLook } from '../../ui/table-page.tsx'

type Post = {
  postId: number
  designation: string
  names: Names
  office: Names
  holder: { userId: number; names: Names; capacity: string; since: string } | null
}

/** Posts of the town and who holds each today; a vacant one says so. */
export function PostsPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const posts = useQuery({
    queryKey: ['posts', city],
    queryFn: ({ signal }) => getJson<{ posts: Post[] }>(`/api/${city}/posts`, signal).then((answer) => answer.posts),
  })
  return (
    <TablePage title={t('office:rooms.posts')} lead={t('office:posts.lead')}>
      {posts.error && <ErrorNotice error={posts.error} onRetry={() => posts.refetch()} />}
      {posts.isPending && <Skeleton lines={5} />}
      {posts.data?.length === 0 && <Empty>{t('office:posts.none')}</Empty>}
      {posts.data && posts.data.length > 0 && (
        <table className={tableLook}>
          <thead>
            <tr>
              <th scope="col">{t('office:posts.post')}</th>
              <th scope="col">{t('office:posts.office')}</th>
              <th scope="col">{t('office:posts.holder')}</th>
              <th scope="col">{t('office:posts.since')}</th>
            </tr>
          </thead>
          <tbody>
            {posts.data.map((post) => (
              <tr key={post.postId}>
                <th scope="row">
                  <Name names={post.names} otherwise={post.designation} />
                </th>
                <td>
                  <Name names={post.office} />
                </td>
                <td>
                  {post.holder ? <Name names={post.holder.names} /> : t('office:posts.vacant')}
                  {post.holder &&
                    post.holder.capacity !== 'substantive' &&
                    ` (${codeWords(t, 'capacity', post.holder.capacity)})`}
                </td>
                <td>{post.holder && formatDay(post.holder.since, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TablePage>
  )
}
