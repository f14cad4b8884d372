/** The door for pure files (`rules*.ts`, `schemas.ts`): nothing in here knows a database, a clock or a browser. */
export { addWorkingDays, isWorkingDay, type WorkingCalendar, workingDaysBetween } from './calendar.ts'
export { canonicalJson } from './canonical.ts'
export { csvLine, csvMark } from './csv.ts'
export {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  financialYearName,
  financialYearOf,
  isDay,
  weekdayOf,
} from './dates.ts'
export { Conflict, Forbidden, Invalid, NotFound, Problem } from './errors.ts'
export { type Bounds, gridDegrees, onGrid, parseBounds, placeOnGrid, toMultiPolygon } from './geojson.ts'
export { checkDigitOf, hasValidCheckDigit } from './ids.ts'
export { formatNumber, formatRupees, splitPaise } from './money.ts'
export { type Names, pickName } from './names.ts'
export { type Language, type Messages, type Sentence, sentence } from './sentences.ts'
