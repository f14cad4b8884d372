import type { MultiPolygon, Polygon } from 'geojson'
import type { Db, Names } from '../../../kernel/index.ts'
import type { Common, Difference, DifferenceKind, MeasuredPlot } from './rules-difference.ts'

/** A survey as it stands. */
export interface SurveyRow {
  surveyId: number
  names: Names
  level: string
  surveyClass: string
  surveyedOn: string
  instrument: string
  state: 'drafted' | 'compared' | 'publishing' | 'published' | 'withdrawn'
  errorNumerator: number
  errorDenominator: number
  leastSample: number
  openedOn: string | null
  closesOn: string | null
  effectiveOn: string | null
}

const surveyColumns = `survey_id as "surveyId", names, level, survey_class as "surveyClass", surveyed_on as "surveyedOn", instrument, state,
  error_limit_numerator as "errorNumerator", error_limit_denominator as "errorDenominator", least_sample as "leastSample",
  opened_on as "openedOn", closes_on as "closesOn", effective_on as "effectiveOn"`

type As<R> = R & Record<string, unknown>

export async function insertSurvey(
  db: Db,
  tenantId: number,
  given: {
    names: object
    level: string
    surveyClass: string
    surveyedOn: string
    instrument: string
    area: MultiPolygon
    errorLimit: { numerator: number; denominator: number }
    leastSample: number
  },
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into parcels.surveys (tenant_id, names, level, survey_class, surveyed_on, instrument, area, error_limit_numerator, error_limit_denominator, least_sample)
     values ($1::int, $2::jsonb, $3::text, $4::text, $5::date, $6::text, st_setsrid(st_geomfromgeojson($7::text), 4326), $8::int, $9::int, $10::int)
     returning survey_id as id`,
    [
      tenantId,
      JSON.stringify(given.names),
      given.level,
      given.surveyClass,
      given.surveyedOn,
      given.instrument,
      JSON.stringify(given.area),
      given.errorLimit.numerator,
      given.errorLimit.denominator,
      given.leastSample,
    ],
  )
  return rows[0]!.id
}

export async function selectSurvey(db: Db, tenantId: number, surveyId: number): Promise<SurveyRow | null> {
  const rows = await db.query<As<SurveyRow>>(
    `select ${surveyColumns} from parcels.surveys where tenant_id = $1::int and survey_id = $2::bigint`,
    [tenantId, surveyId],
  )
  return rows[0] ?? null
}

/** The same, locked until the transaction ends: decisions and publishing go one after another. */
export async function lockSurvey(db: Db, tenantId: number, surveyId: number): Promise<SurveyRow | null> {
  const rows = await db.query<As<SurveyRow>>(
    `select ${surveyColumns} from parcels.surveys where tenant_id = $1::int and survey_id = $2::bigint for update`,
    [tenantId, surveyId],
  )
  return rows[0] ?? null
}

export function selectSurveys(db: Db, tenantId: number): Promise<SurveyRow[]> {
  return db.query<As<SurveyRow>>(
    `select ${surveyColumns} from parcels.surveys where tenant_id = $1::int order by survey_id desc limit 200`,
    [tenantId],
  )
}

export async function updateSurveyState(
  db: Db,
  tenantId: number,
  surveyId: number,
  state: SurveyRow['state'],
  at: { comparedAt?: boolean; publishedAt?: boolean; effectiveOn?: string } = {},
): Promise<void> {
  await db.query(
    `update parcels.surveys set state = $3::text, compared_at = case when $4::boolean then now() else compared_at end,
       published_at = case when $5::boolean then now() else published_at end, effective_on = coalesce($6::date, effective_on)
     where tenant_id = $1::int and survey_id = $2::bigint`,
    [tenantId, surveyId, state, at.comparedAt ?? false, at.publishedAt ?? false, at.effectiveOn ?? null],
  )
}

export async function updateWindow(
  db: Db,
  tenantId: number,
  surveyId: number,
  given: { opensOn: string; closesOn: string; instrument: string },
): Promise<void> {
  await db.query(
    `update parcels.surveys set opened_on = $3::date, closes_on = $4::date, window_instrument = $5::text where tenant_id = $1::int and survey_id = $2::bigint`,
    [tenantId, surveyId, given.opensOn, given.closesOn, given.instrument],
  )
}

export async function insertSurveyPlots(
  db: Db,
  tenantId: number,
  surveyId: number,
  plots: readonly { number: string | null; polygon: MultiPolygon; areaSqm: number; legalAreaSqm: number | null }[],
): Promise<void> {
  await db.query(
    `insert into parcels.survey_plots (tenant_id, survey_id, number, geom, area_sqm, legal_area_sqm)
     select $1::int, $2::bigint, number, st_setsrid(st_geomfromgeojson(outline), 4326), area_sqm, legal_area_sqm
     from unnest($3::text[], $4::text[], $5::float8[], $6::float8[]) as p (number, outline, area_sqm, legal_area_sqm)`,
    [
      tenantId,
      surveyId,
      plots.map(({ number }) => number),
      plots.map(({ polygon }) => JSON.stringify(polygon)),
      plots.map(({ areaSqm }) => areaSqm),
      plots.map(({ legalAreaSqm }) => legalAreaSqm),
    ],
  )
}

export async function countSurveyPlots(db: Db, tenantId: number, surveyId: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*)::int as count from parcels.survey_plots where tenant_id = $1::int and survey_id = $2::bigint`,
    [tenantId, surveyId],
  )
  return rows[0]!.count
}

export function selectMeasuredPlots(db: Db, tenantId: number, surveyId: number): Promise<MeasuredPlot[]> {
  return db.query<As<MeasuredPlot>>(
    `select survey_plot_id as id, area_sqm::float8 as "areaSqm" from parcels.survey_plots where tenant_id = $1::int and survey_id = $2::bigint order by 1`,
    [tenantId, surveyId],
  )
}

/** Pairs of plots of a survey that lie over one another by more than a line is thick, m². */
export function selectSurveyOverlaps(
  db: Db,
  tenantId: number,
  surveyId: number,
  srid: number,
): Promise<{ one: number; two: number; sqm: number }[]> {
  return db.query(
    `select * from (
       select a.survey_plot_id as one, b.survey_plot_id as two, st_area(st_transform(st_intersection(a.geom, b.geom), $3::int))::float8 as sqm
       from parcels.survey_plots a join parcels.survey_plots b on b.tenant_id = $1::int and b.survey_id = $2::bigint and b.survey_plot_id > a.survey_plot_id
         and a.geom && b.geom and st_intersects(a.geom, b.geom) and not st_touches(a.geom, b.geom)
       where a.tenant_id = $1::int and a.survey_id = $2::bigint) pairs where sqm > 0.01 order by sqm desc limit 20`,
    [tenantId, surveyId, srid],
  )
}

/** The surveyed area. */
export async function selectSurveyArea(db: Db, tenantId: number, surveyId: number): Promise<MultiPolygon> {
  const rows = await db.query<{ area: MultiPolygon }>(
    `select st_asgeojson(area, 9)::jsonb as area from parcels.surveys where tenant_id = $1::int and survey_id = $2::bigint`,
    [tenantId, surveyId],
  )
  return rows[0]!.area
}

/** Some plots of a survey by id, for the comparison. */
export function selectPlotSlice(
  db: Db,
  tenantId: number,
  surveyId: number,
  slice: { after: number; limit: number },
): Promise<{ id: number; outline: string }[]> {
  return db.query(
    `select survey_plot_id as id, st_asgeojson(geom, 9) as outline from parcels.survey_plots
     where tenant_id = $1::int and survey_id = $2::bigint and survey_plot_id > $3::bigint order by survey_plot_id limit $4::int`,
    [tenantId, surveyId, slice.after, slice.limit],
  )
}

const published = `(v.batch_id is null or exists (
  select 1 from parcels.import_batches b where b.tenant_id = v.tenant_id and b.batch_id = v.batch_id and b.state = 'published'))`

/** Plots of the level whose middle an area holds, with their areas. Asked as the reader, which keeps GiST in use. */
export function selectRegisterPlots(
  db: Db,
  tenantId: number,
  area: MultiPolygon,
  level: string,
  day: string,
): Promise<MeasuredPlot[]> {
  return db.query<As<MeasuredPlot>>(
    `select v.parcel_id as id, v.area_sqm::float8 as "areaSqm"
     from (select st_setsrid(st_geomfromgeojson($2::text), 4326) as geom) area
     join parcels.parcel_versions v on v.geom && area.geom and st_covers(area.geom, st_pointonsurface(v.geom))
     where v.tenant_id = $1::int and v.level = $3::text and v.superseded_at = 'infinity' and v.valid_from <= $4::date and v.valid_to > $4::date and ${published}
     order by 1`,
    [tenantId, JSON.stringify(area), level, day],
  )
}

/** Ground that plots of a survey share with plots of the register, m², and how large those are. Asked as the reader. */
export function selectCommons(
  db: Db,
  tenantId: number,
  plots: readonly { id: number; outline: string }[],
  level: string,
  srid: number,
  day: string,
): Promise<(Common & { areaSqm: number })[]> {
  return db.query<As<Common & { areaSqm: number }>>(
    `with slice as (select id, st_setsrid(st_geomfromgeojson(outline), 4326) as geom from unnest($2::bigint[], $3::text[]) as s (id, outline))
     select v.parcel_id as "parcelId", slice.id as "surveyPlotId", v.area_sqm::float8 as "areaSqm",
       st_area(st_transform(st_intersection(v.geom, slice.geom), $5::int))::float8 as "commonSqm"
     from slice join parcels.parcel_versions v on v.geom && slice.geom and st_intersects(v.geom, slice.geom) and not st_touches(v.geom, slice.geom)
     where v.tenant_id = $1::int and v.level = $4::text and v.superseded_at = 'infinity' and v.valid_from <= $6::date and v.valid_to > $6::date and ${published}`,
    [tenantId, plots.map(({ id }) => id), plots.map(({ outline }) => outline), level, srid, day],
  )
}

/** Puts the differences in the place of those of an earlier comparison. */
export async function replaceDifferences(
  db: Db,
  tenantId: number,
  surveyId: number,
  found: readonly Difference[],
): Promise<void> {
  await db.query(`delete from parcels.survey_differences where tenant_id = $1::int and survey_id = $2::bigint`, [
    tenantId,
    surveyId,
  ])
  const rows = found.map(({ kind, parcelIds, surveyPlotIds, likeness, beforeSqm, afterSqm }) => ({
    kind,
    parcel_ids: parcelIds,
    survey_plot_ids: surveyPlotIds,
    likeness,
    before_sqm: beforeSqm,
    after_sqm: afterSqm,
  }))
  await db.query(
    `insert into parcels.survey_differences (tenant_id, survey_id, kind, parcel_ids, survey_plot_ids, likeness, before_sqm, after_sqm)
     select $1::int, $2::bigint, r.kind, r.parcel_ids, r.survey_plot_ids, round(r.likeness::numeric, 5), r.before_sqm, r.after_sqm
     from jsonb_to_recordset($3::jsonb) as r (kind text, parcel_ids bigint[], survey_plot_ids bigint[], likeness float8, before_sqm numeric, after_sqm numeric)`,
    [tenantId, surveyId, JSON.stringify(rows)],
  )
}

/** A difference as officers work on it. */
export interface DifferenceRow {
  differenceId: number
  surveyId: number
  kind: DifferenceKind
  parcelIds: number[]
  surveyPlotIds: number[]
  likeness: number
  beforeSqm: number
  afterSqm: number
  decision: 'accepted' | 'rejected' | null
  heldBack: string | null
  changeId: number | null
  isSampled: boolean
  isRight: boolean | null
  openObjections: number
}

const differenceColumns = `d.difference_id as "differenceId", d.survey_id as "surveyId", d.kind, d.parcel_ids as "parcelIds", d.survey_plot_ids as "surveyPlotIds",
  d.likeness::float8 as likeness, d.before_sqm::float8 as "beforeSqm", d.after_sqm::float8 as "afterSqm", d.decision, d.held_back as "heldBack",
  d.change_id as "changeId", d.sampled_on is not null as "isSampled", d.is_right as "isRight",
  (select count(*)::int from parcels.draft_answers a where a.tenant_id = d.tenant_id and a.difference_id = d.difference_id and a.answer = 'objects' and a.outcome is null) as "openObjections"`

export function selectDifferences(
  db: Db,
  tenantId: number,
  surveyId: number,
  asked: { kind: DifferenceKind | null; after: number; limit: number },
): Promise<DifferenceRow[]> {
  return db.query<As<DifferenceRow>>(
    `select ${differenceColumns} from parcels.survey_differences d
     where d.tenant_id = $1::int and d.survey_id = $2::bigint and ($3::text is null or d.kind = $3::text) and d.difference_id > $4::bigint
     order by d.difference_id limit $5::int`,
    [tenantId, surveyId, asked.kind, asked.after, asked.limit],
  )
}

export async function selectDifference(db: Db, tenantId: number, differenceId: number): Promise<DifferenceRow | null> {
  const rows = await db.query<As<DifferenceRow>>(
    `select ${differenceColumns} from parcels.survey_differences d where d.tenant_id = $1::int and d.difference_id = $2::bigint`,
    [tenantId, differenceId],
  )
  return rows[0] ?? null
}

/** Accepted differences that are not applied yet, in order. */
export function selectAccepted(db: Db, tenantId: number, surveyId: number): Promise<DifferenceRow[]> {
  return db.query<As<DifferenceRow>>(
    `select ${differenceColumns} from parcels.survey_differences d
     where d.tenant_id = $1::int and d.survey_id = $2::bigint and d.decision = 'accepted' and d.change_id is null and d.held_back is null order by d.difference_id`,
    [tenantId, surveyId],
  )
}

/** Differences on a plot whose window is open on a day. */
export function selectDraftsOfPlot(
  db: Db,
  tenantId: number,
  parcelId: number,
  day: string,
): Promise<(DifferenceRow & { names: Names; surveyedOn: string; closesOn: string })[]> {
  return db.query<As<DifferenceRow & { names: Names; surveyedOn: string; closesOn: string }>>(
    `select ${differenceColumns}, s.names, s.surveyed_on as "surveyedOn", s.closes_on as "closesOn"
     from parcels.survey_differences d join parcels.surveys s on s.tenant_id = d.tenant_id and s.survey_id = d.survey_id
     where d.tenant_id = $1::int and d.parcel_ids @> array[$2::bigint] and s.opened_on <= $3::date and s.closes_on >= $3::date and s.state = 'compared'
     order by d.difference_id limit 20`,
    [tenantId, parcelId, day],
  )
}

/** Decides differences that are not applied yet, by id or by kind; answers how many. Plots that lie under an open objection stay as they are. */
export async function updateDecisions(
  db: Db,
  tenantId: number,
  surveyId: number,
  given: {
    differenceIds: readonly number[] | null
    kind: string | null
    decision: string
    reason: string | null
    userId: number | null
  },
): Promise<number> {
  const rows = await db.query(
    `update parcels.survey_differences d set decision = $5::text, reason = $6::text, decided_by = $7::bigint, decided_at = now(), held_back = null
     where d.tenant_id = $1::int and d.survey_id = $2::bigint and d.change_id is null
       and ($3::bigint[] is null or d.difference_id = any ($3::bigint[])) and ($4::text is null or d.kind = $4::text)
     returning d.difference_id`,
    [tenantId, surveyId, given.differenceIds, given.kind, given.decision, given.reason, given.userId],
  )
  return rows.length
}

export async function updateHeldBack(db: Db, tenantId: number, differenceId: number, reason: string): Promise<void> {
  await db.query(
    `update parcels.survey_differences set held_back = $3::text where tenant_id = $1::int and difference_id = $2::bigint`,
    [tenantId, differenceId, reason.slice(0, 1000)],
  )
}

export async function updateApplied(db: Db, tenantId: number, differenceId: number, changeId: number): Promise<void> {
  await db.query(
    `update parcels.survey_differences set change_id = $3::bigint where tenant_id = $1::int and difference_id = $2::bigint`,
    [tenantId, differenceId, changeId],
  )
}

/** Draws differences at random that nobody has looked at yet. */
export function drawSampleRows(
  db: Db,
  tenantId: number,
  surveyId: number,
  count: number,
  day: string,
): Promise<{ differenceId: number }[]> {
  return db.query(
    `with slice as (
       select difference_id from parcels.survey_differences where tenant_id = $1::int and survey_id = $2::bigint and sampled_on is null
       order by random() limit $3::int)
     update parcels.survey_differences d set sampled_on = $4::date from slice
     where d.tenant_id = $1::int and d.difference_id = slice.difference_id returning d.difference_id as "differenceId"`,
    [tenantId, surveyId, count, day],
  )
}

/** What was found on the ground; false when the difference was not drawn for the sample. */
export async function updateSample(
  db: Db,
  tenantId: number,
  surveyId: number,
  differenceId: number,
  given: { isRight: boolean; note: string | null },
): Promise<boolean> {
  const rows = await db.query(
    `update parcels.survey_differences set is_right = $4::boolean, sample_note = $5::text
     where tenant_id = $1::int and survey_id = $2::bigint and difference_id = $3::bigint and sampled_on is not null returning difference_id`,
    [tenantId, surveyId, differenceId, given.isRight, given.note],
  )
  return rows.length > 0
}

export function selectChecked(
  db: Db,
  tenantId: number,
  surveyId: number,
): Promise<{ differenceId: number; isRight: boolean }[]> {
  return db.query(
    `select difference_id as "differenceId", is_right as "isRight" from parcels.survey_differences
     where tenant_id = $1::int and survey_id = $2::bigint and is_right is not null order by 1`,
    [tenantId, surveyId],
  )
}

/** Counts of a survey by kind. */
export interface KindCount {
  kind: DifferenceKind
  all: number
  accepted: number
  rejected: number
  heldBack: number
  published: number
}

export function selectCounts(db: Db, tenantId: number, surveyId: number): Promise<KindCount[]> {
  return db.query<As<KindCount>>(
    `select kind, count(*)::int as "all", count(*) filter (where decision = 'accepted')::int as accepted, count(*) filter (where decision = 'rejected')::int as rejected,
       count(*) filter (where held_back is not null)::int as "heldBack", count(*) filter (where change_id is not null)::int as published
     from parcels.survey_differences where tenant_id = $1::int and survey_id = $2::bigint group by kind order by kind`,
    [tenantId, surveyId],
  )
}

/** An outline of either side. */
export interface Outline {
  id: number
  number: string | null
  areaSqm: number
  geometry: MultiPolygon
}

export function selectSurveyOutlines(
  db: Db,
  tenantId: number,
  ids: readonly number[],
): Promise<(Outline & { legalAreaSqm: number | null })[]> {
  return db.query<As<Outline & { legalAreaSqm: number | null }>>(
    `select survey_plot_id as id, number, area_sqm::float8 as "areaSqm", legal_area_sqm::float8 as "legalAreaSqm", st_asgeojson(geom, 9)::jsonb as geometry
     from parcels.survey_plots where tenant_id = $1::int and survey_plot_id = any ($2::bigint[]) order by 1`,
    [tenantId, ids],
  )
}

/** How plots of the register last stood: those that a survey has replaced since too. */
export function selectRegisterOutlines(db: Db, tenantId: number, ids: readonly number[]): Promise<Outline[]> {
  return db.query<As<Outline>>(
    `select distinct on (parcel_id) parcel_id as id, coalesce(number_printed, number) as number, area_sqm::float8 as "areaSqm", st_asgeojson(geom, 9)::jsonb as geometry
     from parcels.parcel_versions where tenant_id = $1::int and parcel_id = any ($2::bigint[]) and superseded_at = 'infinity'
     order by parcel_id, valid_from desc`,
    [tenantId, ids],
  )
}

export async function updateSurveyPlot(
  db: Db,
  tenantId: number,
  surveyPlotId: number,
  given: { polygon: MultiPolygon; areaSqm: number },
): Promise<void> {
  await db.query(
    `update parcels.survey_plots set geom = st_setsrid(st_geomfromgeojson($3::text), 4326), area_sqm = $4::float8 where tenant_id = $1::int and survey_plot_id = $2::bigint`,
    [tenantId, surveyPlotId, JSON.stringify(given.polygon), given.areaSqm],
  )
}

/** Owners on a day of what stands on some plots. */
export function selectOwnersOfPlots(
  db: Db,
  tenantId: number,
  parcelIds: readonly number[],
  day: string,
): Promise<{ parcelId: number; propertyId: number; partyId: number }[]> {
  return db.query(
    `select distinct l.parcel_id as "parcelId", l.property_id as "propertyId", r.party_id as "partyId"
     from parcels.property_parcels l join parcels.party_roles r on r.tenant_id = l.tenant_id and r.property_id = l.property_id and r.superseded_at = 'infinity'
       and r.valid_from <= $3::date and r.valid_to > $3::date and r.role in ('owner', 'co-owner')
     where l.tenant_id = $1::int and l.parcel_id = any ($2::bigint[]) and l.superseded_at = 'infinity' and l.valid_from <= $3::date and l.valid_to > $3::date`,
    [tenantId, parcelIds, day],
  )
}

export interface AnswerRow {
  answerId: number
  differenceId: number
  partyId: number
  stands: string
  answer: 'accepts' | 'objects'
  words: string | null
  drawn: MultiPolygon | Polygon | null
  statedSqm: number | null
  filedOn: string
  outcome: string | null
  reasons: string | null
}

const answerColumns = `a.answer_id as "answerId", a.difference_id as "differenceId", a.party_id as "partyId", a.stands, a.answer, a.words,
  st_asgeojson(a.drawn, 9)::jsonb as drawn, a.stated_sqm::float8 as "statedSqm", a.filed_on as "filedOn", a.outcome, a.reasons`

export async function insertAnswer(
  db: Db,
  tenantId: number,
  given: Pick<
    AnswerRow,
    'differenceId' | 'partyId' | 'stands' | 'answer' | 'words' | 'drawn' | 'statedSqm' | 'filedOn'
  >,
): Promise<number> {
  const rows = await db.query<{ id: number }>(
    `insert into parcels.draft_answers (tenant_id, difference_id, party_id, stands, answer, words, drawn, stated_sqm, filed_on)
     values ($1::int, $2::bigint, $3::bigint, $4::text, $5::text, $6::text, st_setsrid(st_geomfromgeojson($7::text), 4326), $8::float8, $9::date) returning answer_id as id`,
    [
      tenantId,
      given.differenceId,
      given.partyId,
      given.stands,
      given.answer,
      given.words,
      given.drawn && JSON.stringify(given.drawn),
      given.statedSqm,
      given.filedOn,
    ],
  )
  return rows[0]!.id
}

/** Answers to a difference, as far as the caller may read them. */
export function selectAnswers(db: Db, tenantId: number, differenceIds: readonly number[]): Promise<AnswerRow[]> {
  return db.query<As<AnswerRow>>(
    `select ${answerColumns} from parcels.draft_answers a where a.tenant_id = $1::int and a.difference_id = any ($2::bigint[]) order by a.answer_id`,
    [tenantId, differenceIds],
  )
}

/** Objections to a survey, the open ones first. */
export function selectObjectionsOf(db: Db, tenantId: number, surveyId: number): Promise<AnswerRow[]> {
  return db.query<As<AnswerRow>>(
    `select ${answerColumns} from parcels.draft_answers a join parcels.survey_differences d on d.tenant_id = a.tenant_id and d.difference_id = a.difference_id
     where a.tenant_id = $1::int and d.survey_id = $2::bigint and a.answer = 'objects' order by a.outcome is not null, a.answer_id limit 1000`,
    [tenantId, surveyId],
  )
}

export async function updateAnswer(
  db: Db,
  tenantId: number,
  answerId: number,
  given: { outcome: string; reasons: string; on: string; postId: number | null },
): Promise<{ differenceId: number; drawn: MultiPolygon | null } | null> {
  const rows = await db.query<{ differenceId: number; drawn: MultiPolygon | null }>(
    `update parcels.draft_answers set outcome = $3::text, reasons = $4::text, decided_on = $5::date, decided_by_post_id = $6::bigint
     where tenant_id = $1::int and answer_id = $2::bigint and answer = 'objects' and outcome is null
     returning difference_id as "differenceId", st_asgeojson(drawn, 9)::jsonb as drawn`,
    [tenantId, answerId, given.outcome, given.reasons, given.on, given.postId],
  )
  return rows[0] ?? null
}

export async function countOpenObjections(db: Db, tenantId: number, surveyId: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*)::int as count from parcels.draft_answers a join parcels.survey_differences d on d.tenant_id = a.tenant_id and d.difference_id = a.difference_id
     where a.tenant_id = $1::int and d.survey_id = $2::bigint and a.answer = 'objects' and a.outcome is null`,
    [tenantId, surveyId],
  )
  return rows[0]!.count
}

/** Whether the standing version of a plot was written by an act of this survey. */
export async function isWrittenBy(db: Db, tenantId: number, surveyId: number, parcelId: number): Promise<boolean> {
  const rows = await db.query(
    `select 1 from parcels.parcel_versions v join parcels.survey_differences d on d.tenant_id = v.tenant_id and d.change_id = v.change_id and d.survey_id = $2::bigint
     where v.tenant_id = $1::int and v.parcel_id = $3::bigint and v.superseded_at = 'infinity' limit 1`,
    [tenantId, surveyId, parcelId],
  )
  return rows.length > 0
}

/** Owners on a day of everything that a survey would change, each once. */
export async function selectOwnersOfSurvey(db: Db, tenantId: number, surveyId: number, day: string): Promise<number[]> {
  const rows = await db.query<{ partyId: number }>(
    `select distinct r.party_id as "partyId"
     from parcels.survey_differences d cross join unnest(d.parcel_ids) as changed (parcel_id)
     join parcels.property_parcels l on l.tenant_id = $1::int and l.parcel_id = changed.parcel_id and l.superseded_at = 'infinity'
       and l.valid_from <= $3::date and l.valid_to > $3::date
     join parcels.party_roles r on r.tenant_id = $1::int and r.property_id = l.property_id and r.superseded_at = 'infinity'
       and r.valid_from <= $3::date and r.valid_to > $3::date and r.role in ('owner', 'co-owner')
     where d.tenant_id = $1::int and d.survey_id = $2::bigint and d.kind <> 'unchanged' order by 1`,
    [tenantId, surveyId, day],
  )
  return rows.map(({ partyId }) => partyId)
}
