/** The offices of the sample towns: posts and their holders, and values that differ from the state. All of it is made up. */
import { addDays, newRequestId, type Platform, systemContext } from '../../backend/src/kernel/index.ts'
import { registerTechnicalPerson } from '../../backend/src/modules/building-permits/index.ts'
import { addStaff, createPost, setMaster, transferPost } from '../../backend/src/modules/identity/index.ts'
import { findDuplicates } from '../../backend/src/modules/people/index.ts'

type Labels = Record<string, string>
type Post = { designation: string; names: Labels; office: Labels; holder?: string; capacity?: 'additional-charge' }
/** Who can sign in where, and by which role. */
export type SignIn = { username: string; role: string; town: string }

const head = { en: 'Head office', hi: 'मुख्य कार्यालय', mr: 'मुख्यालय' }
const revenue = { en: 'Revenue branch', hi: 'राजस्व शाखा', mr: 'महसूल शाखा' }
const planning = { en: 'Building permission branch', hi: 'भवन अनुज्ञा शाखा', mr: 'बांधकाम परवानगी विभाग' }
const works = { en: 'Water works', hi: 'जल प्रदाय शाखा', mr: 'पाणीपुरवठा विभाग' }
const health = { en: 'Health branch', hi: 'स्वास्थ्य शाखा', mr: 'आरोग्य विभाग' }

const posts: Post[] = [
  {
    designation: 'commissioner',
    names: { en: 'Commissioner', hi: 'आयुक्त', mr: 'मुख्य आयुक्त' },
    office: head,
    holder: 'commissioner',
  },
  {
    designation: 'tax-assessor',
    names: { en: 'Revenue officer', hi: 'राजस्व अधिकारी', mr: 'महसूल अधिकारी' },
    office: revenue,
    holder: 'tax-assessor',
  },
  {
    designation: 'bill-collector',
    names: { en: 'Collector, wards 1 to 10', hi: 'वसूलीकर्ता, वार्ड 1 से 10', mr: 'वसुलीकार, प्रभाग १ ते १०' },
    office: revenue,
    holder: 'bill-collector',
  },
  {
    designation: 'bill-collector',
    names: { en: 'Collector, wards 11 to 20', hi: 'वसूलीकर्ता, वार्ड 11 से 20', mr: 'वसुलीकार, प्रभाग ११ ते २०' },
    office: revenue,
    holder: 'bill-collector',
    capacity: 'additional-charge',
  },
  {
    designation: 'town-planner',
    names: { en: 'Assistant town planner', hi: 'सहायक नगर निवेशक', mr: 'सहायक नगररचनाकार' },
    office: planning,
    holder: 'town-planner',
  },
  {
    designation: 'grievance-officer',
    names: { en: 'Grievance officer', hi: 'शिकायत निवारण अधिकारी', mr: 'तक्रार निवारण अधिकारी' },
    office: head,
    holder: 'grievance-officer',
  },
  {
    designation: 'council',
    names: { en: 'Municipal council', hi: 'नगर परिषद', mr: 'नगरपरिषद' },
    office: head,
  },
  {
    designation: 'water-engineer',
    names: { en: 'Assistant engineer, water', hi: 'सहायक यंत्री, जल', mr: 'सहायक अभियंता, पाणी' },
    office: works,
  },
  {
    designation: 'sanitation-supervisor',
    names: { en: 'Sanitation inspector', hi: 'स्वच्छता निरीक्षक', mr: 'स्वच्छता निरीक्षक' },
    office: health,
  },
]

/** Names as real registers have them: some in one script only. By town, in the order of `holders`. */
const holders = ['commissioner', 'tax-assessor', 'bill-collector', 'town-planner', 'grievance-officer', 'auditor']
const people: Record<string, Labels[]> = {
  nayapur: [
    { en: 'Asha Verma', hi: 'आशा वर्मा' },
    { en: 'Mahesh Kulkarni', mr: 'महेश कुलकर्णी' },
    { hi: 'राकेश यादव' },
    { en: 'Farida Sheikh', hi: 'फ़रीदा शेख़' },
    { en: 'Joseph Tirkey' },
    { en: 'Sunanda Rao', hi: 'सुनंदा राव' },
  ],
  puranagaon: [
    { en: 'Devendra Netam', hi: 'देवेंद्र नेताम' },
    { hi: 'सरिता साहू' },
    { en: 'Imran Qureshi' },
    { en: 'Kavita Deshmukh', mr: 'कविता देशमुख' },
    { hi: 'रामलाल कोरी' },
    { en: 'Anthony Lakra' },
  ],
}

const daysHeld = 400

/** Makes the posts of a town and the people who hold them, power by post alone; answers how they sign in. */
export async function openOffice(
  platform: Platform,
  town: { tenantId: number; code: string },
  password: string,
): Promise<SignIn[]> {
  const context = await systemContext(platform, town.tenantId)
  const now = () => ({ ...context, requestId: newRequestId() })
  const userIds = new Map<string, number>()
  const signIns: SignIn[] = []
  for (const [at, role] of holders.entries()) {
    const username = town.code === 'nayapur' ? role : `${role}-${town.code}`
    const names = people[town.code]?.[at] ?? { en: role }
    // The auditor comes from outside and has a role without a post.
    const roles = posts.some((post) => post.holder === role) ? [] : [role]
    const given = { username, password, names, roles, instrument: 'Sample data' }
    userIds.set(role, (await addStaff(now(), given)).userId)
    signIns.push({ username, role, town: town.code })
  }
  const from = addDays(context.today, -daysHeld)
  for (const post of posts) {
    const { designation, names, office } = post
    const instrument = 'Sample order (fictional)'
    const { postId } = await createPost(now(), { designation, names, office, area: null, instrument, from })
    // The council sits in the town with a map; in the other one an administrator holds its powers.
    const isDissolved = designation === 'council' && town.code !== 'nayapur'
    const holder = isDissolved ? 'commissioner' : post.holder
    if (!holder) continue
    const capacity = isDissolved ? 'administrator' : (post.capacity ?? 'substantive')
    await transferPost(now(), postId, { toUserId: userIds.get(holder)!, on: from, capacity, instrument })
  }
  for (let after: number | null = 0; after !== null; ) after = (await findDuplicates(now(), { after })).after
  return signIns
}

type Value = [register: string, key: string, value: number | boolean | object, instrument: string]

const ofState: Value[] = [
  ['services.days', 'name-transfer', 30, 'Sample notification 12 of 2021, schedule, item 4'],
  ['services.days', 'property-extract', 7, 'Sample notification 12 of 2021, schedule, item 5'],
  ['services.days', 'water-connection', 15, 'Sample notification 12 of 2021, schedule, item 9'],
  ['services.days', 'building-permit', 30, 'Sample notification 12 of 2021, schedule, item 14'],
  ['services.fees', 'property-extract', 50, 'Sample fee order 3 of 2022'],
  ['services.fees', 'name-transfer', 200, 'Sample fee order 3 of 2022'],
]
/** Permits need days, a validity and limits of licences; all of it made up, as the orders behind it. */
const permitOrder = 'Sample building order 2 of 2023 (fictional)'
const deemed = { legalBasis: 'Sample Building Act, section 15 (fictional)', alarmBefore: 5 }
const ofPermits: Value[] = [
  ['workflow.services', 'building-permits.permit', { days: { count: 24, kind: 'working' }, deemed }, permitOrder],
  ['workflow.services', 'building-permits.layout', { days: { count: 60, kind: 'calendar' } }, permitOrder],
  ['workflow.services', 'building-permits.completion', { days: { count: 7, kind: 'working' } }, permitOrder],
  ['building-permits.rules', 'validity-months', 36, permitOrder],
  ['building-permits.rules', 'deviation-tolerance', 0.05, permitOrder],
  ['building-permits.rules', 'mortgaged-share', 0.1, permitOrder],
  ['building-permits.technical-classes', 'class-a', { plotSqm: null, heightM: 15, floors: 4 }, permitOrder],
  ['building-permits.technical-classes', 'class-b', { plotSqm: 500, heightM: 9, floors: 2 }, permitOrder],
]
/** Who may sign drawings in each sample town: numbers that no council gave. */
const technicalPersons = [
  {
    kind: 'architect',
    class: null,
    number: 'CA/0000/1',
    names: { en: 'Sample Architect', hi: 'नमूना वास्तुविद', mr: 'नमुना वास्तुविशारद' },
  },
  {
    kind: 'licensed',
    class: 'class-b',
    number: 'SAMPLE/B/1',
    names: { en: 'Sample Engineer', hi: 'नमूना अभियंता', mr: 'नमुना अभियंता' },
  },
] as const

async function registerSigners(platform: Platform, tenantId: number): Promise<void> {
  const context = await systemContext(platform, tenantId)
  for (const person of technicalPersons)
    await registerTechnicalPerson(
      { ...context, requestId: newRequestId() },
      {
        ...person,
        issuer: 'Sample register (fictional)',
        userId: null,
        validFrom: '2022-04-01',
        validTo: addDays(context.today, 3650),
        instrument: permitOrder,
      },
    )
}

const ofTown: Record<string, Value[]> = {
  nayapur: [
    ['services.days', 'name-transfer', 15, 'Sample council resolution 114 of 2024: the register is digital'],
    ['services.fees', 'property-extract', 20, 'Sample council resolution 31 of 2025'],
  ],
  puranagaon: [
    ['services.days', 'water-connection', 25, 'Sample council resolution 8 of 2023: one fitter for two villages'],
  ],
}

/** What the state says of its services, where the towns differ, and who administers the state. */
export async function openState(
  platform: Platform,
  stateId: number,
  towns: { tenantId: number; code: string }[],
  password: string,
): Promise<SignIn[]> {
  const say = async (tenantId: number, values: Value[]) => {
    const context = await systemContext(platform, tenantId)
    for (const [register, key, value, instrument] of values) {
      const given = { register, key, value, instrument, from: '2022-04-01', to: null, townClass: null }
      await setMaster({ ...context, requestId: newRequestId() }, given)
    }
  }
  await say(stateId, [...ofState, ...ofPermits])
  for (const town of towns) await registerSigners(platform, town.tenantId)
  for (const town of towns) await say(town.tenantId, ofTown[town.code] ?? [])
  const context = await systemContext(platform, stateId)
  const username = 'state-administrator'
  const names = { en: 'Nirmala Bose', hi: 'निर्मला बोस' }
  await addStaff(context, { username, password, names, roles: [username], instrument: 'Sample data' })
  return [{ username, role: username, town: context.tenant.code }]
}
