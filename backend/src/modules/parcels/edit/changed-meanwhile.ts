import { Conflict } from '../../../kernel/index.ts'
import type { EditedPlot } from './queries-edit.ts'

/** The second of two editors is told what the first one did. */
export function changedMeanwhile(plot: EditedPlot, seenVersionId: number): Conflict {
  return new Conflict('seenVersionId', 'Someone else changed this plot while you were drawing. Look at it again.', {
    got: seenVersionId,
    expected: {
      versionId: plot.versionId,
      recordedAt: plot.recordedAt,
      instrument: plot.instrument,
      number: plot.numberPrinted,
      areaSqm: plot.areaSqm,
      geometry: plot.geometry,
    },
  })
}
