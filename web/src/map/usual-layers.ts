/** Layers a new visitor sees; kept apart from the legends so that the door stays light. A test holds it to the style. */
export const USUAL_LAYERS: readonly string[] = [
  'parcels',
  'buildings',
  'house-numbers',
  'wards',
  'localities',
  'landmarks',
  'roads',
  'railways',
  'water',
  'parks',
  'trees',
]
