import { addDays, addMonths } from '../../kernel/pure.ts'

/** The last day of so many months that begin on a day: a permit of 1 April for twelve months holds to 31 March. */
export const monthsLater = (day: string, months: number): string => addDays(addMonths(day, months), -1)
