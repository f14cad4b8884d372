import type { Messages } from '../../backend/src/kernel/index.ts'

/** What the tile door refuses, in every language. */
export const tileMessages = {
  'tiles.sign-in': {
    en: 'Sign in to see this layer.',
    hi: 'यह परत देखने के लिए साइन इन करें।',
    mr: 'हा स्तर पाहण्यासाठी साइन इन करा.',
  },
  'tiles.role': {
    en: 'Your role does not allow this layer.',
    hi: 'आपकी भूमिका में यह परत देखने की अनुमति नहीं है।',
    mr: 'तुमच्या भूमिकेत हा स्तर पाहण्याची परवानगी नाही.',
  },
  'tiles.read-only': {
    en: 'Tiles can only be read.',
    hi: 'टाइलें केवल पढ़ी जा सकती हैं।',
    mr: 'टाइल फक्त वाचता येतात.',
  },
  'tiles.no-layer': {
    en: 'There is no layer by this name.',
    hi: 'इस नाम की कोई परत नहीं है।',
    mr: 'या नावाचा कोणताही स्तर नाही.',
  },
  'tiles.no-town': {
    en: 'There is no town by this code.',
    hi: 'इस कोड का कोई नगर नहीं है।',
    mr: 'या कोडचे कोणतेही शहर नाही.',
  },
  'tiles.address': {
    en: 'Ask for /tiles/{city}/{layer}/{z}/{x}/{y}.mvt or /tiles/{city}/{layer}.json.',
    hi: '/tiles/{city}/{layer}/{z}/{x}/{y}.mvt या /tiles/{city}/{layer}.json माँगें।',
    mr: '/tiles/{city}/{layer}/{z}/{x}/{y}.mvt किंवा /tiles/{city}/{layer}.json मागा.',
  },
  'tiles.index': {
    en: 'This must be a whole number from 0 to {last}.',
    hi: 'यह 0 से {last} तक की पूर्ण संख्या होनी चाहिए।',
    mr: 'ही 0 ते {last} मधील पूर्ण संख्या असावी.',
  },
} satisfies Messages
