import { read } from '../../kernel/index.ts'
import type { ParcelSections, SectionReader } from '../parcels/index.ts'
import { selectAtPlace } from './queries.ts'
import { layoutWorkflow, permitWorkflow } from './workflow.ts'

/** What a place's page says of permits, to everyone: that there is one, its number and how it stands. Never who asked. */
export interface PermitsSection {
  permits: {
    caseId: number
    number: string
    kind: 'building' | 'layout'
    names: Record<string, string>
    status: string
    statusNames: Record<string, string>
    openedOn: string
    permitNumber: string | null
  }[]
}

const mostShown = 10

const readSection: SectionReader = async (context, page) => {
  const parcelIds = page.parcels.map((parcel) => parcel.parcelId)
  // As the platform: that a permit stands is public, as a board at the site says it; the query leaves out what is only being prepared.
  const powers = { ...context, roleClass: 'system' as const }
  const rows = await read(powers, (db) => selectAtPlace(db, context.tenant.tenantId, parcelIds, mostShown))
  const content: PermitsSection = {
    permits: rows.map((row) => {
      const isLayout = row.service === layoutWorkflow.service
      const { names, statuses } = isLayout ? layoutWorkflow : permitWorkflow
      return {
        caseId: row.case_id,
        number: row.number,
        kind: isLayout ? 'layout' : 'building',
        names: { ...names },
        status: row.status,
        statusNames: { ...(statuses as Record<string, { names: Record<string, string> }>)[row.status]?.names },
        openedOn: row.opened_on,
        permitNumber: row.permit_number,
      }
    }),
  }
  return { state: 'ready', content }
}

/** Gives the page of a place its part about permits. */
export const publishPermits = (sections: ParcelSections): void => sections.publish('building-permits', readSection)
