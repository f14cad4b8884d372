import { field, statements, type TileLayer } from './layer.ts'
import { qualityGroups } from './quality-kinds.ts'

const groupOf = qualityGroups
  .map(({ value, kinds }) => `when q.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')}) then '${value}'`)
  .join(' ')

/** Open faults of the register at their places, for those who work on them. */
export const quality: TileLayer = {
  id: 'quality',
  titles: { en: 'Faults of the register', hi: 'पंजी की कमियाँ', mr: 'नोंदवहीतील चुका' },
  room: 'parcels',
  group: 'quality',
  geometry: 'point',
  fields: [
    field('kind', 'String', 'overlap, gap, no-owner …'),
    field('sort', 'String', 'drawing, record or building'),
    field('areaSqm', 'Number', 'Its weight in square metres'),
  ],
  minZoom: 10,
  maxZoom: 17,
  detailFromZoom: 0,
  whoMaySee: 'parcels.read-quality',
  legend: { field: 'sort', values: qualityGroups.map(({ value, names, colour }) => ({ value, names, colour })) },
  ...statements(
    `select q.finding_id as id, st_asbinary(q.place) as geometry, q.kind, case ${groupOf} else 'drawing' end as sort,
  q.area_sqm::float8 as "areaSqm"
from parcels.quality_findings q
where q.tenant_id = $1::int and {which} and q.state = 'open' and q.place is not null
order by q.finding_id {limit}`,
    'q.finding_id',
  ),
}
