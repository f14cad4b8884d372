import type { Language } from './map-types.ts'

/** Words that belong to the map itself. The type makes a missing translation a compile error. */
export type MapWords = {
  map: string
  keys: string
  zoomIn: string
  zoomOut: string
  north: string
  layers: string
  groups: Record<'base' | 'land' | 'boundaries' | 'quality' | 'services', string>
  inView: (count: string) => string
  onlyThese: string
  showAll: string
  zoomNearer: string
  measure: string
  measureHint: string
  length: string
  area: string
  perimeter: string
  squareMetres: string
  squareFeet: string
  metres: string
  kilometres: string
  feet: string
  undo: string
  clear: string
  close: string
  undrawable: string
  building3d: string
  building3dKeys: string
  floor: (number: number) => string
  ground: string
  basement: (number: number) => string
  unauthorised: string
  thisPlot: string
  around: string
  heightShown: string
  print: string
  printedOn: string
  north_short: string
  uses: Record<string, string>
}

const en: MapWords = {
  map: 'Map of the town',
  keys: 'Arrow keys move the map, plus and minus zoom, Enter opens what lies under the cross in the middle.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  north: 'Turn north up',
  layers: 'Map layers',
  groups: {
    base: 'Town plan',
    land: 'Land and buildings',
    boundaries: 'Boundaries',
    quality: 'Checks',
    services: 'Services',
  },
  inView: (count) => `${count} in view`,
  onlyThese: 'Show only',
  showAll: 'Show all',
  zoomNearer: 'Seen when nearer',
  measure: 'Measure',
  measureHint: 'Tap the corners one after another. Tap the first corner again to close an area.',
  length: 'Length',
  area: 'Area',
  perimeter: 'Perimeter',
  squareMetres: 'sq m',
  squareFeet: 'sq ft',
  metres: 'm',
  kilometres: 'km',
  feet: 'ft',
  undo: 'Take back the last corner',
  clear: 'Start again',
  close: 'Close',
  undrawable: 'This device cannot draw the picture in 3D. The floors are listed below.',
  building3d: 'The building in 3D',
  building3dKeys: 'Drag or use the arrow keys to turn it, plus and minus to come nearer.',
  floor: (number) => `Floor ${number}`,
  ground: 'Ground floor',
  basement: (number) => `Basement ${number}`,
  unauthorised: 'without permission',
  thisPlot: 'This plot',
  around: 'Around it',
  heightShown: 'Height',
  print: 'Print',
  printedOn: 'Printed on',
  north_short: 'N',
  uses: {
    residential: 'Home',
    shop: 'Shop',
    office: 'Office',
    godown: 'Godown',
    workshop: 'Workshop',
    factory: 'Factory',
    school: 'School',
    hospital: 'Hospital',
    worship: 'Worship',
    government: 'Government',
    parking: 'Parking',
    commercial: 'Commercial',
    mixed: 'Mixed',
    industrial: 'Industrial',
    institutional: 'Institutional',
    religious: 'Religious',
    unknown: 'Not recorded',
  },
}

const hi: MapWords = {
  map: 'नगर का नक्शा',
  keys: 'तीर की कुंजियाँ नक्शा सरकाती हैं, धन और ऋण पास-दूर करते हैं, एंटर बीच के निशान के नीचे की जगह खोलता है।',
  zoomIn: 'पास जाएँ',
  zoomOut: 'दूर जाएँ',
  north: 'उत्तर ऊपर करें',
  layers: 'नक्शे की परतें',
  groups: { base: 'नगर का खाका', land: 'भूमि और भवन', boundaries: 'सीमाएँ', quality: 'जाँच', services: 'सेवाएँ' },
  inView: (count) => `${count} दिख रहे हैं`,
  onlyThese: 'केवल यह दिखाएँ',
  showAll: 'सब दिखाएँ',
  zoomNearer: 'पास जाने पर दिखेगा',
  measure: 'नापें',
  measureHint: 'एक-एक कोने पर दबाएँ। क्षेत्रफल के लिए पहले कोने पर फिर दबाएँ।',
  length: 'लंबाई',
  area: 'क्षेत्रफल',
  perimeter: 'परिमाप',
  squareMetres: 'वर्ग मी',
  squareFeet: 'वर्ग फुट',
  metres: 'मी',
  kilometres: 'किमी',
  feet: 'फुट',
  undo: 'पिछला कोना हटाएँ',
  clear: 'फिर से शुरू करें',
  close: 'बंद करें',
  undrawable: 'यह उपकरण 3D चित्र नहीं बना सकता। मंज़िलें नीचे लिखी हैं।',
  building3d: 'भवन का 3D चित्र',
  building3dKeys: 'घुमाने के लिए खींचें या तीर की कुंजियाँ दबाएँ, पास-दूर के लिए धन और ऋण।',
  floor: (number) => `मंज़िल ${number}`,
  ground: 'भूतल',
  basement: (number) => `तहखाना ${number}`,
  unauthorised: 'बिना अनुमति',
  thisPlot: 'यह भूखंड',
  around: 'आसपास',
  heightShown: 'ऊँचाई',
  print: 'छापें',
  printedOn: 'छापने की तारीख',
  north_short: 'उ',
  uses: {
    residential: 'आवास',
    shop: 'दुकान',
    office: 'कार्यालय',
    godown: 'गोदाम',
    workshop: 'कार्यशाला',
    factory: 'कारखाना',
    school: 'विद्यालय',
    hospital: 'अस्पताल',
    worship: 'पूजा स्थल',
    government: 'शासकीय',
    parking: 'पार्किंग',
    commercial: 'वाणिज्यिक',
    mixed: 'मिश्रित',
    industrial: 'औद्योगिक',
    institutional: 'संस्थागत',
    religious: 'धार्मिक',
    unknown: 'दर्ज नहीं',
  },
}

const mr: MapWords = {
  map: 'शहराचा नकाशा',
  keys: 'बाणांच्या कळांनी नकाशा सरकतो, अधिक व उणे यांनी जवळ-दूर होतो, एंटरने मधल्या खुणेखालील जागा उघडते.',
  zoomIn: 'जवळ जा',
  zoomOut: 'दूर जा',
  north: 'उत्तर वर करा',
  layers: 'नकाशाचे थर',
  groups: { base: 'शहराचा आराखडा', land: 'जमीन व इमारती', boundaries: 'हद्दी', quality: 'तपासणी', services: 'सेवा' },
  inView: (count) => `${count} दिसत आहेत`,
  onlyThese: 'फक्त हे दाखवा',
  showAll: 'सर्व दाखवा',
  zoomNearer: 'जवळ गेल्यावर दिसेल',
  measure: 'मोजा',
  measureHint: 'एकामागून एक कोपरे दाबा. क्षेत्रफळासाठी पहिला कोपरा पुन्हा दाबा.',
  length: 'लांबी',
  area: 'क्षेत्रफळ',
  perimeter: 'परिमिती',
  squareMetres: 'चौ. मी',
  squareFeet: 'चौ. फूट',
  metres: 'मी',
  kilometres: 'किमी',
  feet: 'फूट',
  undo: 'शेवटचा कोपरा काढा',
  clear: 'पुन्हा सुरू करा',
  close: 'बंद करा',
  undrawable: 'हे उपकरण 3D चित्र काढू शकत नाही. मजले खाली दिले आहेत.',
  building3d: 'इमारतीचे 3D चित्र',
  building3dKeys: 'फिरवण्यासाठी ओढा किंवा बाणांच्या कळा दाबा, जवळ-दूर होण्यासाठी अधिक व उणे.',
  floor: (number) => `मजला ${number}`,
  ground: 'तळमजला',
  basement: (number) => `तळघर ${number}`,
  unauthorised: 'परवानगीशिवाय',
  thisPlot: 'हा भूखंड',
  around: 'आजूबाजूला',
  heightShown: 'उंची',
  print: 'छापा',
  printedOn: 'छापल्याचा दिनांक',
  north_short: 'उ',
  uses: {
    residential: 'निवास',
    shop: 'दुकान',
    office: 'कार्यालय',
    godown: 'गोदाम',
    workshop: 'कार्यशाळा',
    factory: 'कारखाना',
    school: 'शाळा',
    hospital: 'रुग्णालय',
    worship: 'प्रार्थनास्थळ',
    government: 'शासकीय',
    parking: 'वाहनतळ',
    commercial: 'वाणिज्य',
    mixed: 'मिश्र',
    industrial: 'औद्योगिक',
    institutional: 'संस्थात्मक',
    religious: 'धार्मिक',
    unknown: 'नोंद नाही',
  },
}

const WORDS: Record<Language, MapWords> = { en, hi, mr }

/** The map's words in a language. */
export const mapWords = (language: Language): MapWords => WORDS[language]

/** A number grouped by lakh in Latin figures, as the pages write it. */
export const formatFigure = (value: number, digits = 0): string =>
  new Intl.NumberFormat('en-IN', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
