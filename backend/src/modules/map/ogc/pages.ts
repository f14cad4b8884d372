/** The HTML face of the OGC API: what the JSON says, as plain pages with links. */
import type { Link } from './documents.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made harmless inside HTML. */
export const escapeHtml = (text: unknown): string => String(text).replace(/[&<>"']/g, (sign) => escapes[sign]!)

const look = `body{font:16px/1.55 "Noto Sans","Noto Sans Devanagari",system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:72rem;color:#22251f;background:#f7f5f0}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-block-start:2rem}a{color:#0b5c8a}nav a{display:inline-block;padding:.55rem .9rem .55rem 0}
.wide{overflow-x:auto}table{border-collapse:collapse;background:#fff}th,td{padding:.45rem .8rem;text-align:start;border-block-end:1px solid #d9d5ca;font-variant-numeric:tabular-nums}
pre{background:#fff;padding:1rem;overflow-x:auto;border:1px solid #d9d5ca}li{padding-block:.3rem}`

/** A page with its way back. `body` is HTML. */
export function page(title: string, trail: [string, string][], body: string): string {
  const way = trail.map(([href, text]) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`).join(' ')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${look}</style></head>
<body><nav aria-label="Way back">${way}</nav><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`
}

/** Links of a document as a list. */
export function linkList(links: readonly Link[]): string {
  const items = links
    .filter((link) => !link.templated)
    .map(
      (link) =>
        `<li><a href="${escapeHtml(link.href)}">${escapeHtml(link.title ?? link.rel)}</a> <small>${escapeHtml(link.type ?? '')}</small></li>`,
    )
  return `<ul>${items.join('')}</ul>`
}

/** Rows as a table. Cells are text; those that are `{ href, text }` become links. */
export function table(heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const cell = (value: unknown): string => {
    if (value && typeof value === 'object' && 'href' in value)
      return `<a href="${escapeHtml(value.href)}">${escapeHtml((value as { text?: unknown }).text)}</a>`
    return value === null || value === undefined ? '' : escapeHtml(value)
  }
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`).join('')
  return `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>${body}</tbody></table></div>`
}

/** Any document as it is, for those that have no page of their own. */
export const asWritten = (value: unknown): string => `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`
