const FEET_IN_M = 1 / 0.3048

/** International feet, as municipal papers use: 105 m² is 1,130.21 sq ft. */
export const feet = (metres: number): number => metres * FEET_IN_M
export const squareFeet = (sqm: number): number => sqm * FEET_IN_M ** 2
