create table bench.parcels as
select v.parcel_id as id, v.use, v.level, v.survey_class as grade, 0 as properties, coalesce(v.number_printed, v.number) as number,
  st_transform(v.geom, 3857) as geom
from parcels.parcel_versions v
where v.tenant_id = $1 and v.superseded_at = 'infinity' and v.valid_from <= current_date and v.valid_to > current_date
order by v.geom
