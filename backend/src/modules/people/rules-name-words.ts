/**
 * Words that have a meaning of their own inside an Indian name: titles, marks of a relation, abbreviations, spellings that no rule reaches.
 * Data, in small letters without dots. Latin and Devanagari stand together.
 */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Dropped wherever another word remains. */
export const titles = list(`
  shri sri shree sree shrimati srimati smt shrimathi sushri kum kumari mr mrs ms miss dr prof adv advt er engr lt col capt maj late swargiya swa pt pandit pandita mx messrs
  श्री श्रीमती श्रीमति सुश्री कुमारी डॉ डा डॉक्टर प्रो एड अधि इंजी इं स्व स्वर्गीय पं पंडित पण्डित लेट मेसर्स श्रीमंत`)

/** Titles before a full name (कु. सुनीता शर्मा is Kumari), initials before a single word (कु. शर्मा). */
export const doubtfulTitles = list('कु सौ चि कै')

/** Dropped at the end of a name: words of respect. */
export const respects = list('ji jee saheb sahab sahib जी साहब साहेब साहिब')

/** "Son of" and its kin: what follows is the father's, mother's or husband's name. */
export const relationMarks = list(`
  putra putri patni pati pita atmaj aatmaj atmaja suputra suputri dharmpatni vidhwa bewa wald
  पुत्र पुत्री पत्नी पति पिता आत्मज आत्मजा सुपुत्र सुपुत्री धर्मपत्नी विधवा बेवा वल्द जौजे बिन मुलगा मुलगी`)

/** "And others": says nothing about who. */
export const othersMarks = list('others other anya adi vagairah vagairh etc अन्य वगैरह वगैरा आदि इत्यादि इतर')

/** Joining words that carry nothing. */
export const joiners = list('and va evam of the ka ki ke व एवं और तथा आणि का की')

/** Words so frequent in the middle or end of names that they say little. They weigh less and are never looked up alone. */
export const fillers = list(`
  kumar kumari lal singh devi bai prasad chand chandra ram das rao bhai ben begum bi bee nath dev khan ltd limited private pvt company co
  कुमार कुमारी लाल सिंह देवी बाई प्रसाद चंद चन्द चंद्र राम दास राव भाई बेन बेगम बी नाथ देव खान लिमिटेड प्राइवेट`)

/** A short or different spelling → the spelling that it stands for. */
// biome-ignore format: a table
export const standsFor: ReadonlyMap<string, string> = new Map(
  Object.entries({
    kr: 'kumar', kmr: 'kumar', pd: 'prasad', prsd: 'prasad', md: 'mohammad', mohd: 'mohammad', mohmd: 'mohammad', mohamed: 'mohammad',
    mohamad: 'mohammad', muhammad: 'mohammad', muhammed: 'mohammad', mohammed: 'mohammad', mohamad_: 'mohammad', sk: 'sheikh', shk: 'sheikh',
    sinh: 'singh', sing: 'singh', sngh: 'singh', sigh: 'singh', sinha_: 'sinha', lachhman: 'lakshman', lachman: 'lakshman', lachchhman: 'lakshman',
    lachmi: 'lakshmi', lachhmi: 'lakshmi', choudhry: 'choudhary', chaudhry: 'choudhary', ch: 'choudhary', brahman: 'brahmin',
    'मो': 'mohammad', 'मोह': 'mohammad', 'मोहं': 'mohammad', 'कु': 'kumar', 'चौ': 'choudhary', 'सिह': 'singh', 'सींह': 'singh', 'सिंघ': 'singh',
    'सिन्ह': 'singh', 'सिंग': 'singh', 'सिँह': 'singh', 'लछमन': 'lakshman', 'लछमी': 'lakshmi', 'लिमि': 'limited', 'प्रा': 'private',
  }),
)

/** Second halves that are written apart or joined (Ramsingh, Ram Singh): a longer word is parted before them. */
// biome-ignore format: a table
export const secondHalves: readonly string[] = [
  'singh', 'sinh', 'kumari', 'kumar', 'prasad', 'prashad', 'parsad', 'prakash', 'parkash', 'chandra', 'chand', 'shankar', 'sankar', 'narayan', 'narain',
  'kishore', 'kishor', 'charan', 'gopal', 'dayal', 'sharan', 'swaroop', 'swarup', 'lal', 'das', 'nath', 'devi', 'bai', 'rao', 'bhai', 'ben',
  'सिंह', 'सिंग', 'कुमारी', 'कुमार', 'प्रसाद', 'प्रकाश', 'चंद्र', 'चन्द्र', 'चंद', 'चन्द', 'चँद', 'शंकर', 'शङ्कर', 'नारायण', 'किशोर', 'चरण', 'गोपाल',
  'दयाल', 'शरण', 'स्वरूप', 'लाल', 'दास', 'नाथ', 'देवी', 'बाई', 'राव', 'भाई', 'बेन',
]

/** Words that end like a second half but are one name. */
export const wholeNames = list(
  'gaurav saurav jamal kamal dulal mumbai gulab bilal jalal halal dalal helal gulal गौरव सौरव जमाल कमाल दलाल गुलाल मुंबई',
)

/** Names of the Latin letters as Hindi and Marathi write initials (आर. के. शर्मा). */
// biome-ignore format: a table
export const letterNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'ए': 'a', 'बी': 'b', 'सी': 'c', 'डी': 'd', 'ई': 'e', 'एफ': 'f', 'जी': 'g', 'एच': 'h', 'आई': 'i', 'आय': 'i', 'जे': 'j', 'के': 'k', 'एल': 'l', 'एम': 'm',
    'एन': 'n', 'ओ': 'o', 'पी': 'p', 'क्यू': 'q', 'आर': 'r', 'एस': 's', 'टी': 't', 'यू': 'u', 'वी': 'v', 'व्ही': 'v', 'डब्ल्यू': 'w', 'डब्लू': 'w', 'एक्स': 'x', 'वाई': 'y',
    'वाय': 'y', 'जेड': 'z', 'ज़ेड': 'z',
  }),
)
