/** The words under which the register of parcels keeps what a layout does. Pure. */

/** The instrument of all plots, roads and parks of a layout. */
export const layoutAct = (permitNumber: string, sanctionedOn: string) => ({
  instrument: `Layout permission ${permitNumber}`,
  effectiveOn: sanctionedOn,
})

/** Number of a plot in the register: two layouts of a town may both have a plot 12. */
export const plotNumber = (permitNumber: string, plot: string): string => `${permitNumber} plot ${plot}`
