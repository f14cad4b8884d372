import { useParams } from '@tanstack/react-router'
import { codeWords } from '../../i18n/code-words.ts'
import { formatDay } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { useCity } from '../../state/view.ts'
import { Name } from '../../ui/name.tsx'
import { type Column, DataTable } from '../../ui/office/data-table.tsx'
import { Fact, Facts, Page, Section } from '../../ui/page.tsx'
import { PlaceLink } from '../../ui/place-link.tsx'
import { Empty, ErrorNotice, Skeleton } from '../../ui/states.tsx'
import { type PostDetail, usePost, usePosts } from './posts-api.ts'
import { TransferForm } from './transfer-form.tsx'

/** `/posts/3`: who holds a post, the form that hands it over, and who held it before. */
export function PostPage() {
  const t = useWords()
  const language = useLanguage()
  const city = useCity()
  const { postId } = useParams({ strict: false }) as { postId: string }
  const detail = usePost(city, postId)
  const posts = usePosts(city)
  const post = posts.data?.find((one) => String(one.postId) === postId)
  const error = detail.error ?? posts.error
  if (!post || !detail.data)
    return (
      <Page title={t('office:rooms.posts')}>
        {error ? <ErrorNotice error={error} onRetry={() => detail.refetch()} /> : <Skeleton lines={6} />}
      </Page>
    )
  return (
    <Page title={<Name names={post.names} otherwise={post.designation} />} lead={<Name names={post.office} />}>
      <p>
        <PlaceLink to="/posts">{t('office:posts.all')}</PlaceLink>
      </p>
      <Facts>
        <Fact name={t('office:posts.holder')}>
          {post.holder ? <Name names={post.holder.names} /> : t('office:posts.vacant')}
        </Fact>
        <Fact name={t('office:posts.since')}>{post.holder && formatDay(post.holder.since, language)}</Fact>
        <Fact name={t('office:posts.capacity')}>{post.holder && codeWords(t, 'capacity', post.holder.capacity)}</Fact>
        <Fact name={t('office:posts.powers')}>{codeWords(t, 'person-role', post.designation)}</Fact>
      </Facts>
      <Section title={post.holder ? t('office:posts.hand-over') : t('office:posts.fill')}>
        <TransferForm post={post} detail={detail.data} key={post.postId} />
      </Section>
      <Section title={t('office:posts.before')}>
        <Holdings detail={detail.data} />
      </Section>
    </Page>
  )
}

type Holding = PostDetail['holdings'][number]

function Holdings({ detail }: { detail: PostDetail }) {
  const t = useWords()
  const language = useLanguage()
  if (detail.holdings.length === 0) return <Empty>{t('office:posts.never')}</Empty>
  const columns: Column<Holding>[] = [
    { key: 'holder', head: t('office:posts.holder'), isName: true, cell: (row) => <Name names={row.names} /> },
    { key: 'capacity', head: t('office:posts.capacity'), cell: (row) => codeWords(t, 'capacity', row.capacity) },
    { key: 'from', head: t('office:posts.since'), cell: (row) => formatDay(row.from, language) },
    { key: 'to', head: t('office:posts.until'), cell: (row) => row.to && formatDay(row.to, language) },
    { key: 'order', head: t('office:order.label'), cell: (row) => row.instrument },
  ]
  return <DataTable rows={detail.holdings} columns={columns} keyOf={(row) => `${row.userId}-${row.from}`} />
}
