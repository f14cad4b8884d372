/** The writes of the room: each row is one action with its permission. */
import { z } from 'zod'
import { defineRoute, idSchema, type Route, tenantByCode } from '../../kernel/index.ts'
import { attachDocument } from './actions/attach-document.ts'
import { changeAddress } from './actions/change-address.ts'
import { changePlace } from './actions/change-place.ts'
import { closeParcel } from './actions/close-parcel.ts'
import { closeProperty } from './actions/close-property.ts'
import { correctParcelGeometry } from './actions/correct-parcel-geometry.ts'
import { imposeRestriction } from './actions/impose-restriction.ts'
import { liftRestriction } from './actions/lift-restriction.ts'
import { placeProperty } from './actions/place-property.ts'
import { recordBuilding } from './actions/record-building.ts'
import { recordOwnership } from './actions/record-ownership.ts'
import { registerParcel } from './actions/register-parcel.ts'
import { registerProperty } from './actions/register-property.ts'
import { renumberParcel } from './actions/renumber-parcel.ts'
import { replaceParcel } from './actions/replace-parcel.ts'
import { transferArea } from './actions/transfer-area.ts'
import {
  attachDocumentSchema,
  changeAddressSchema,
  changePlaceSchema,
  closeParcelSchema,
  closePropertySchema,
  correctGeometrySchema,
  imposeRestrictionSchema,
  liftRestrictionSchema,
  placePropertySchema,
  recordBuildingSchema,
  recordOwnershipSchema,
  registerParcelSchema,
  registerPropertySchema,
  renumberParcelSchema,
  replaceParcelSchema,
  standingOrderSchema,
  transferAreaSchema,
} from './schemas-actions.ts'

const parcelParams = z.strictObject({ parcelId: idSchema })
const propertyParams = z.strictObject({ propertyId: idSchema })
const id = z.int()
const orders = z.array(standingOrderSchema)

export const actionRoutes: Route[] = [
  /** POST /api/nayapur/properties */
  defineRoute({
    method: 'post',
    path: '/properties',
    permission: 'parcels.write',
    summary: 'Register a property',
    body: registerPropertySchema,
    response: z.object({ propertyId: id, propertyNumber: z.string(), undecided: z.array(z.string()), orders }),
    run: (context, { body }) => registerProperty(context, body),
  }),
  /** POST /api/nayapur/parcels */
  defineRoute({
    method: 'post',
    path: '/parcels',
    permission: 'parcels.write',
    summary: 'Draw a parcel on its level',
    body: registerParcelSchema,
    response: z.object({ parcelId: id, areaSqm: z.number(), orders }),
    run: (context, { body }) => registerParcel(context, body),
  }),
  /** POST /api/nayapur/parcels/17/geometry */
  defineRoute({
    method: 'post',
    path: '/parcels/:parcelId/geometry',
    permission: 'parcels.write',
    summary: 'Draw a parcel anew from a day on',
    params: parcelParams,
    body: correctGeometrySchema,
    response: z.object({ parcelId: id, areaSqm: z.number(), changed: z.boolean(), orders }),
    run: (context, { params, body }) => correctParcelGeometry(context, params.parcelId, body),
  }),
  /** POST /api/nayapur/parcels/17/number */
  defineRoute({
    method: 'post',
    path: '/parcels/:parcelId/number',
    permission: 'parcels.write',
    summary: 'Give a parcel another number',
    params: parcelParams,
    body: renumberParcelSchema,
    response: z.object({ parcelId: id, number: z.string(), orders }),
    run: (context, { params, body }) => renumberParcel(context, params.parcelId, body),
  }),
  /** POST /api/nayapur/properties/17/address */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/address',
    permission: 'parcels.write',
    summary: 'Give a property another address',
    params: propertyParams,
    body: changeAddressSchema,
    response: z.object({ propertyId: id, orders }),
    run: (context, { params, body }) => changeAddress(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/properties/17/place */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/place',
    permission: 'parcels.write',
    summary: 'Place a property better or worse',
    params: propertyParams,
    body: changePlaceSchema,
    response: z.object({ propertyId: id, undecided: z.array(z.string()), orders }),
    run: (context, { params, body }) => changePlace(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/properties/17/areas */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/areas',
    permission: 'parcels.place',
    summary: 'Put a straddler into an area by decision',
    params: propertyParams,
    body: placePropertySchema,
    response: z.object({ propertyId: id, orders }),
    run: (context, { params, body }) => placeProperty(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/properties/17/owners */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/owners',
    permission: 'parcels.record-ownership',
    summary: 'Record who owns a property',
    params: propertyParams,
    body: recordOwnershipSchema,
    response: z.object({ propertyId: id, statementId: id, faults: z.array(z.string()), orders }),
    run: (context, { params, body }) => recordOwnership(context, params.propertyId, body),
  }),
  /** PUT /api/nayapur/parcels/17 */
  defineRoute({
    method: 'put',
    path: '/parcels/:parcelId',
    permission: 'parcels.write',
    summary: 'Put a whole description in the place of a parcel’s',
    params: parcelParams,
    body: replaceParcelSchema,
    response: z.object({ parcelId: id, areaSqm: z.number(), orders }),
    run: (context, { params, body }) => replaceParcel(context, params.parcelId, body),
  }),
  /** POST /api/nayapur/parcels/17/closure */
  defineRoute({
    method: 'post',
    path: '/parcels/:parcelId/closure',
    permission: 'parcels.write',
    summary: 'End a bare parcel in law',
    params: parcelParams,
    body: closeParcelSchema,
    response: z.object({ parcelId: id, orders }),
    run: (context, { params, body }) => closeParcel(context, params.parcelId, body),
  }),
  /** POST /api/nayapur/properties/17/closure */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/closure',
    permission: 'parcels.write',
    summary: 'Close a property',
    params: propertyParams,
    body: closePropertySchema,
    response: z.object({ propertyId: id, orders }),
    run: (context, { params, body }) => closeProperty(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/properties/17/documents */
  defineRoute({
    method: 'post',
    path: '/properties/:propertyId/documents',
    permission: 'parcels.write',
    summary: 'Attach a paper to a property',
    params: propertyParams,
    body: attachDocumentSchema,
    response: z.object({ documentId: id, orders }),
    run: (context, { params, body }) => attachDocument(context, params.propertyId, body),
  }),
  /** POST /api/nayapur/buildings */
  defineRoute({
    method: 'post',
    path: '/buildings',
    permission: 'parcels.write',
    summary: 'Record a building and its units',
    body: recordBuildingSchema,
    response: z.object({ buildingId: id, footprintSqm: z.number().nullable(), unitIds: z.array(id), orders }),
    run: (context, { body }) => recordBuilding(context, body),
  }),
  /** POST /api/nayapur/restrictions */
  defineRoute({
    method: 'post',
    path: '/restrictions',
    permission: 'parcels.restrict',
    summary: 'Enter an order that stops actions',
    body: imposeRestrictionSchema,
    response: z.object({ restrictionId: id }),
    run: (context, { body }) => imposeRestriction(context, body),
  }),
  /** POST /api/nayapur/restrictions/17/lift */
  defineRoute({
    method: 'post',
    path: '/restrictions/:restrictionId/lift',
    permission: 'parcels.restrict',
    summary: 'Lift an order',
    params: z.strictObject({ restrictionId: idSchema }),
    body: liftRestrictionSchema,
    response: z.object({ restrictionId: id }),
    run: (context, { params, body }) => liftRestriction(context, params.restrictionId, body),
  }),
  /** POST /api/nayapur/area-transfers */
  defineRoute({
    method: 'post',
    path: '/area-transfers',
    permission: 'parcels.transfer',
    summary: 'Move properties to another town of the state',
    body: transferAreaSchema,
    response: z.object({ successionId: id, properties: id, parcels: id, buildings: id, orders }),
    run: async (context, { body }) =>
      transferArea(context, { ...body, toTown: await tenantByCode(context.platform, body.toTown) }),
  }),
]
