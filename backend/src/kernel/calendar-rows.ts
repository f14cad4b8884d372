import type { WeekPattern, WorkingCalendar } from './calendar.ts'
import type { Db } from './db.ts'

/** The working calendar of a town: every week pattern and holiday on record. Without any, clocks in working days do not run. */
export async function selectWorkingCalendar(db: Db, tenantId: number): Promise<WorkingCalendar> {
  const [row] = await db.query<{
    weeks: { validFrom: string; validTo: string; pattern: WeekPattern }[]
    holidays: string[]
  }>(
    `select
       (select coalesce(jsonb_agg(jsonb_build_object('validFrom', valid_from, 'pattern', pattern,
          'validTo', case when valid_to = 'infinity' then '9999-12-31' else valid_to::text end) order by valid_from), '[]')
        from kernel.working_weeks where tenant_id = $1::int) as weeks,
       (select coalesce(jsonb_agg(day), '[]') from kernel.holidays where tenant_id = $1::int) as holidays`,
    [tenantId],
  )
  return { weeks: row!.weeks, holidays: new Set(row!.holidays) }
}
