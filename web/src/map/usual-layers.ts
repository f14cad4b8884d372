/** Layers a new visitor sees; kept apart from the legends so that the door stays light. A test holds it to the style. */
export const USUAL_LAYERS: readonly string[] = [
  'parcels',
  'buildings',
  'wards',
  'localities',
  'roads',
  'railways',
  'water',
  'parks',
  'trees',
]
