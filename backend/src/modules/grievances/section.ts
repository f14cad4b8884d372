import { read } from '../../kernel/index.ts'
import type { ParcelSections, SectionReader } from '../parcels/index.ts'
import { categoriesOn } from './categories.ts'
import { told } from './here.ts'
import { selectAtPlace } from './queries.ts'
import { complaintStatuses } from './workflow.ts'

/** What a place's page says of complaints: kind, day and state, to everyone; never who reported. */
export interface GrievancesSection {
  open: number
  complaints: {
    caseId: number
    number: string
    names: Record<string, string>
    status: string
    statusNames: Record<string, string>
    isOpen: boolean
    openedOn: string
  }[]
}

const mostShown = 10

const readSection: SectionReader = async (context, page) => {
  const place = {
    propertyId: page.property?.propertyId ?? null,
    parcelIds: page.parcels.map((parcel) => parcel.parcelId),
  }
  // As the platform: the neighbour knows what is broken here as well as the owner; the query leaves out what is not for the map.
  const powers = { ...context, roleClass: 'system' as const }
  const { rows, categories } = await read(powers, async (db) => ({
    rows: await selectAtPlace(db, context.tenant.tenantId, place, mostShown),
    categories: new Map((await categoriesOn(db, context.today)).map((each) => [each.category, each.names])),
  }))
  const content: GrievancesSection = {
    open: rows.filter((row) => row.stage !== 'closed').length,
    complaints: rows.map((row) => ({
      caseId: row.case_id,
      number: row.number,
      names: told(categories.get(row.category) ?? { en: row.category }),
      status: row.status,
      statusNames: told(complaintStatuses[row.status as keyof typeof complaintStatuses]?.names),
      isOpen: row.stage !== 'closed',
      openedOn: row.opened_on,
    })),
  }
  return { state: 'ready', content }
}

/** Gives the page of a place its part about complaints. */
export const publishComplaints = (sections: ParcelSections): void => sections.publish('grievances', readSection)
