import { grievanceStates } from './grievance-states.ts'
import { field, staffField, statements, type TileLayer } from './layer.ts'

/** Complaints at their places: kind and state to everyone, number and last day to staff. Never who reported, never what was written. */
export const grievances: TileLayer = {
  id: 'grievances',
  titles: { en: 'Complaints', hi: 'शिकायतें', mr: 'तक्रारी' },
  room: 'grievances',
  group: 'services',
  geometry: 'point',
  fields: [
    field('category', 'String', 'What it is about: street-light, water-leak …'),
    field('state', 'String', 'reported, in-work, done or closed'),
    staffField('caseNumber', 'String', 'Number of the complaint'),
    staffField('dueOn', 'String', 'Last day by the terms of the town'),
    staffField('escalation', 'Number', 'How often it was escalated'),
  ],
  minZoom: 10,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: null,
  legend: { field: 'state', values: grievanceStates.map(({ value, names, colour }) => ({ value, names, colour })) },
  ...statements(
    `select c.case_id as id, st_asbinary(c.point) as geometry, g.category,
  case when c.status in ('reported', 'in-work', 'done') then c.status else 'closed' end as state,
  c.number as "caseNumber", c.due_on::text as "dueOn", c.level::int as escalation
from workflow.cases c
join grievances.complaints g on g.tenant_id = $1::int and g.case_id = c.case_id
where c.tenant_id = $1::int and {which} and c.service = 'grievances.complaint' and c.point is not null and g.on_map
  and (c.stage <> 'closed' or (g.joined_to is null and c.closed_on > {today} - 30))
order by c.case_id {limit}`,
    'c.case_id',
  ),
}
