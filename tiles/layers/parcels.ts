import { landUseValues } from './land-use-values.ts'
import { field, inForce, staffField, statements, type TileLayer } from './layer.ts'

/** Plots as they stand today: all levels, coloured by use. Far off they are shown as built-up blocks. */
export const parcels: TileLayer = {
  id: 'parcels',
  titles: { en: 'Plots', hi: 'भूखंड', mr: 'भूखंड' },
  room: 'parcels',
  group: 'land',
  geometry: 'polygon',
  fields: [
    field('use', 'String', 'What the plot is used for'),
    field('level', 'String', 'The record it belongs to: municipal-plot, revenue-khasra …'),
    field('grade', 'String', 'How its boundary was surveyed', 15),
    field('properties', 'Number', 'How many properties stand on it'),
    field('number', 'String', 'Plot number as printed', 16),
    staffField('legalAreaSqm', 'Number', 'Area by the deed or order, in square metres', 17),
  ],
  minZoom: 8,
  maxZoom: 17,
  detailFromZoom: 14,
  whoMaySee: null,
  legend: { field: 'use', values: landUseValues },
  ...statements(
    `with page as (
  select distinct on (v.parcel_id) v.parcel_id, v.geom, v.use, v.level, v.survey_class, v.legal_area_sqm,
    coalesce(v.number_printed, v.number) as number
  from parcels.parcel_versions v
  where v.tenant_id = $1::int and {which} and ${inForce('v')}
    and (v.batch_id is null or exists (select 1 from parcels.import_batches b
      where b.tenant_id = $1::int and b.batch_id = v.batch_id and b.state = 'published'))
  order by v.parcel_id, v.valid_from desc, v.version_id desc {limit}
), links as (
  select l.parcel_id, count(*)::int as properties from parcels.property_parcels l
  where l.tenant_id = $1::int and l.parcel_id in (select parcel_id from page) and ${inForce('l')}
  group by l.parcel_id
)
select p.parcel_id as id, st_asbinary(p.geom) as geometry, p.use, p.level, p.survey_class as grade,
  coalesce(links.properties, 0) as properties, p.number, p.legal_area_sqm::float8 as "legalAreaSqm"
from page p left join links on links.parcel_id = p.parcel_id order by p.parcel_id`,
    'v.parcel_id',
  ),
}
