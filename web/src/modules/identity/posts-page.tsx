import { useNavigate } from '@tanstack/react-router'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { pickName } from '../../i18n/pick.ts'
import { keepView, useCity, useView } from '../../state/view.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Name } from '../../ui/name.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { TablePage } from '../../ui/office/table-page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type Post, usePosts } from './posts-api.ts'

/** `/posts`: posts of the town and who holds them today; a vacant one says so. */
export function PostsPage() {
  const t = useWords()
  const city = useCity()
  const view = useView()
  const navigate = useNavigate()
  const posts = usePosts(city)
  const columns = useColumns()
  return (
    <TablePage title={t('office:rooms.posts')} lead={t('office:posts.lead')}>
      {posts.error && <ErrorNotice error={posts.error} onRetry={() => posts.refetch()} />}
      {posts.isPending && <Skeleton lines={6} />}
      {posts.data?.length === 0 && <Empty>{t('office:posts.none')}</Empty>}
      {posts.data && posts.data.length > 0 && (
        <DataTable
          rows={posts.data}
          columns={columns}
          keyOf={(row) => row.postId}
          onRow={(row) => navigate({ to: `/${city}/posts/${row.postId}`, search: keepView(view) as never })}
        />
      )}
    </TablePage>
  )
}

function useColumns(): Column<Post>[] {
  const t = useWords()
  const language = useLanguage()
  return [
    {
      key: 'post',
      head: t('office:posts.post'),
      isName: true,
      value: (row) => pickName(row.names, language).text || row.designation,
      cell: (row) => (
        <PlaceLink to={`/posts/${row.postId}`}>
          <Name names={row.names} otherwise={row.designation} />
        </PlaceLink>
      ),
    },
    {
      key: 'office',
      head: t('office:posts.office'),
      value: (row) => pickName(row.office, language).text || null,
      cell: (row) => <Name names={row.office} />,
    },
    {
      key: 'holder',
      head: t('office:posts.holder'),
      value: (row) => (row.holder ? pickName(row.holder.names, language).text : null),
      cell: (row) =>
        row.holder ? (
          <>
            <Name names={row.holder.names} />
            {row.holder.capacity !== 'substantive' && ` (${codeWords(t, 'capacity', row.holder.capacity)})`}
          </>
        ) : (
          <Chip tone="caution">{t('office:posts.vacant')}</Chip>
        ),
    },
    {
      key: 'since',
      head: t('office:posts.since'),
      value: (row) => row.holder?.since ?? null,
      cell: (row) => row.holder && formatDay(row.holder.since, language),
    },
    {
      key: 'action',
      head: t('office:jobs.action'),
      cell: (row) => (
        <PlaceLink to={`/posts/${row.postId}`} className={buttonLook('plain')}>
          {row.holder ? t('office:posts.hand-over') : t('office:posts.fill')}
        </PlaceLink>
      ),
    },
  ]
}
