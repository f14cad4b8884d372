import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { cases, pageOf, resultOf, stubTowns, stubWards } from './stub-town.ts'

export type StubAnswer = { status: number; type: string; body: string | Buffer; cookie?: string }
type User = {
  userId: number
  displayName: Record<string, string>
  roleClass: string
  roles: string[]
  permissions: string[]
  posts: object[]
  hasTotp: boolean
}

const messages: { to: string; channel: string; subjectLine: string | null; text: string; sentAt: string }[] = []
const officer: User = {
  userId: 7,
  displayName: { en: 'Asha Verma', hi: 'आशा वर्मा' },
  roleClass: 'staff',
  roles: ['commissioner', 'tax-assessor'],
  permissions: [
    'people.read-private',
    'identity.manage-permissions',
    'identity.manage-posts',
    'kernel.read-jobs',
    'kernel.read-journal',
    'kernel.retry-jobs',
  ],
  hasTotp: false,
  posts: [
    {
      postId: 3,
      capacity: 'substantive',
      names: { en: 'Commissioner', hi: 'आयुक्त', mr: 'आयुक्त' },
      office: { en: 'Head office', hi: 'मुख्य कार्यालय', mr: 'मुख्य कार्यालय' },
    },
  ],
}

const citizen: User = {
  userId: 9,
  displayName: { en: '98…10' },
  roleClass: 'citizen',
  roles: ['citizen'],
  permissions: [],
  posts: [],
  hasTotp: false,
}

const json = (body: unknown, status = 200): StubAnswer => ({
  status,
  type: status < 400 ? 'application/json' : 'application/problem+json',
  body: JSON.stringify(body),
})
const problem = (status: number, title: string) =>
  json({ type: 'about:blank', title, status, detail: title, reference: 'STUB-0001' }, status)

/** Answers the client's requests by the HTTP contract from a made-up town; `null` for anything that is not the API. */
export async function stubAnswer(
  method: string,
  address: string,
  body: Record<string, string>,
  cookies = '',
): Promise<StubAnswer | null> {
  const url = new URL(address, 'http://stub')
  if (!url.pathname.startsWith('/api/')) return null
  if (url.pathname === '/api/towns') return json({ towns: stubTowns })
  const [, , city, ...rest] = url.pathname.split('/')
  const town = stubTowns.find((one) => one.code === city)
  if (!town) return problem(404, 'No such town')
  const path = `${method} /${rest.join('/')}`
  const user = /stub_user=officer/.test(cookies) ? officer : /stub_user=citizen/.test(cookies) ? citizen : null
  if (path.startsWith('GET /parcels') || path.startsWith('GET /properties')) return places(rest, url.searchParams)
  switch (path) {
    case 'GET /session':
      return json(session(town, user))
    case 'DELETE /session':
      return { ...json(session(town, null)), cookie: 'stub_user=; Path=/; Max-Age=0' }
    case 'POST /session/password':
      if (body.password !== 'open-sesame') return problem(401, 'Wrong user name or password')
      return { ...json(session(town, officer)), cookie: 'stub_user=officer; Path=/' }
    case 'POST /session/code':
      messages.unshift({
        to: body.to ?? '',
        channel: 'sms',
        subjectLine: null,
        text: 'Your code is 123456',
        sentAt: new Date().toISOString(),
      })
      return json({ sent: true, expiresInSeconds: 300 })
    case 'POST /session/code/confirm':
      if (body.code !== '123456') return problem(401, 'Wrong code')
      return { ...json(session(town, citizen)), cookie: 'stub_user=citizen; Path=/' }
    case 'GET /inbox':
      return json({ messages })
    case 'GET /wards':
      return json({ items: stubWards })
    case 'GET /localities':
      return json({ items: [{ code: 'L1', names: { en: 'Gandhi Marg' }, bounds: null }] })
    case 'GET /permissions':
      return json(stubPermissions)
    case 'GET /posts':
      return json({
        posts: [
          {
            postId: 3,
            designation: 'commissioner',
            names: { en: 'Commissioner', hi: 'आयुक्त', mr: 'आयुक्त' },
            office: { en: 'Head office', hi: 'मुख्य कार्यालय', mr: 'मुख्य कार्यालय' },
            area: null,
            instrument: 'Order 1',
            from: '2020-04-01',
            holder: {
              userId: 7,
              names: officer.displayName,
              capacity: 'substantive',
              since: '2025-04-01',
              instrument: 'Order 12',
            },
          },
        ],
      })
    case 'GET /admin/jobs':
      return json({
        jobs: [
          {
            jobId: '12',
            name: 'parcels.compact-tiles',
            attempts: 8,
            maximumAttempts: 8,
            lastError: 'disk full',
            runAt: '2026-11-21T04:00:00Z',
            dead: true,
          },
        ],
      })
    case 'GET /admin/journal':
      return json({
        entries: [
          {
            entryId: 41,
            kind: 'write',
            command: 'parcels.record-ownership',
            userId: 7,
            postId: 3,
            holdingId: 5,
            roleClass: 'staff',
            subjects: [{ kind: 'property', id: 1004 }],
            before: { owner: 12 },
            after: { owner: 15 },
            recordedAt: '2026-11-21T04:00:00Z',
            sealed: true,
          },
        ],
        nextBefore: null,
      })
    case 'GET /admin/journal/verify':
      return json({ entries: 41, unsealed: 0, intact: true })
    case 'GET /layers':
      return json({ layers: [] })
    case 'GET /picture.png':
      return { status: 200, type: 'image/png', body: await picture(url.searchParams) }
    default:
      return problem(404, 'No such address')
  }
}

const stubRoles = ['tax-assessor', 'town-planner', 'commissioner', 'auditor']
const stubRights = [
  {
    permission: 'people.read-private',
    names: {
      en: 'See full names, mobiles and addresses of people',
      hi: 'लोगों के पूरे नाम, मोबाइल और पते देखना',
      mr: 'लोकांची पूर्ण नावे, मोबाइल व पत्ते पाहणे',
    },
  },
  {
    permission: 'parcels.write',
    names: { en: 'Change parcels, buildings and addresses', hi: 'भूखंड, भवन और पते बदलना', mr: 'भूखंड, इमारती व पत्ते बदलणे' },
  },
  { permission: 'kernel.read-journal', names: { en: 'Read the journal', hi: 'जर्नल पढ़ना', mr: 'नोंदवही वाचणे' } },
]
const stubPermissions = {
  roles: stubRoles.map((role) => ({ role, names: { en: role }, roleClass: 'staff' })),
  permissions: stubRights,
  allowed: stubRoles.map((role) => ({
    role,
    permission: 'people.read-private',
    fromTown: role === 'auditor',
    instrument: role === 'auditor' ? 'Order 12/2026' : null,
  })),
}

const session = (town: (typeof stubTowns)[number], user: User | null) => ({
  user,
  csrfToken: randomUUID(),
  town: {
    code: town.code,
    names: town.names,
    today: '2026-11-22',
    srid: 32643,
    timeZone: 'Asia/Kolkata',
    bounds: town.bounds,
    anonymousOwnerSearch: true,
    developmentInbox: true,
  },
})

function places(rest: string[], query: URLSearchParams): StubAnswer {
  const [noun, id] = rest
  if (id === 'at') {
    const [lon, lat] = [Number(query.get('lon')), Number(query.get('lat'))]
    return json({ results: cases.filter((one) => isInside(one, lon, lat)).map((one) => resultOf(one, 'near')) })
  }
  if (id) {
    const found = cases.find((one) =>
      noun === 'properties' ? one.property.propertyId === Number(id) : one.parcels[0]?.parcelId === Number(id),
    )
    return found ? json(pageOf(found, query.get('asOf'), query.get('knownAt'))) : problem(404, 'No such record')
  }
  return json(search(query))
}

function search(query: URLSearchParams) {
  const words = (query.get('search') ?? '').toLowerCase()
  const ward = query.get('ward')
  const box = query.get('bbox')?.split(',').map(Number)
  const inBox = (point: [number, number] | null) =>
    !box || (!!point && point[0] >= box[0]! && point[0] <= box[2]! && point[1] >= box[1]! && point[1] <= box[3]!)
  const all = cases.filter((one) => (!ward || one.ward === ward) && inBox(one.property.place.point))
  const byAddress = all.filter(
    (one) =>
      JSON.stringify(one.property.address).toLowerCase().includes(words) || one.property.propertyNumber.includes(words),
  )
  const byOwner = words ? all.filter((one) => JSON.stringify(one.owner).toLowerCase().includes(words)) : []
  const needsWard = byAddress.length === 0 && byOwner.length > 0 && !ward
  const found = [
    ...byAddress.map((one) => resultOf(one)),
    ...(needsWard ? [] : byOwner.map((one) => resultOf(one, 'owner'))),
  ]
  return {
    results: found.slice(0, Number(query.get('limit') ?? 10)),
    nextCursor: null,
    ...(needsWard ? { notice: 'owner-search-needs-ward' } : {}),
  }
}

function isInside(one: (typeof cases)[number], lon: number, lat: number): boolean {
  const ring = (one.parcels[0]?.geometry as GeoJSON.MultiPolygon | undefined)?.coordinates[0]?.[0]
  return !!ring && lon >= ring[0]![0]! && lon <= ring[2]![0]! && lat >= ring[0]![1]! && lat <= ring[2]![1]!
}

async function picture(query: URLSearchParams): Promise<Buffer> {
  const [west, south, east, north] = query.get('bbox')!.split(',').map(Number) as [number, number, number, number]
  const [width, height] = [Number(query.get('width')), Number(query.get('height'))]
  const isDark = query.get('theme') === 'dark'
  const shapes = cases.flatMap((one) => {
    const ring = (one.parcels[0]?.geometry as GeoJSON.MultiPolygon | undefined)?.coordinates[0]?.[0] ?? []
    const points = ring.map(
      ([x, y]) => `${((x! - west) / (east - west)) * width},${((north - y!) / (north - south)) * height}`,
    )
    const isMarked = String(one.parcels[0]?.parcelId) === query.get('highlight')
    return `<polygon points="${points.join(' ')}" fill="${isMarked ? '#f0b68c' : isDark ? '#2a3033' : '#e2d9cb'}" stroke="${isMarked ? '#b23c00' : '#a59b88'}" stroke-width="${isMarked ? 4 : 1}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${isDark ? '#14181a' : '#f4f0e7'}"/>${shapes.join('')}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}
