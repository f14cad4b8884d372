import type { Names } from '../../kernel/pure.ts'

/** The kinds of orders that stop an action, as a letter or a refusal names them. */
const kindNames: Record<string, Names> = {
  'court-stay': { en: 'court stay', hi: 'न्यायालय की रोक', mr: 'न्यायालयाची स्थगिती' },
  attachment: { en: 'attachment', hi: 'कुर्की', mr: 'जप्ती' },
  mortgage: { en: 'mortgage', hi: 'बंधक', mr: 'गहाण' },
  dispute: { en: 'dispute', hi: 'विवाद', mr: 'वाद' },
  acquisition: { en: 'acquisition', hi: 'भूमि अर्जन', mr: 'भूसंपादन' },
  heritage: { en: 'heritage', hi: 'विरासत संरक्षण', mr: 'वारसा संरक्षण' },
  'illegal-colony': { en: 'illegal colony', hi: 'अवैध कॉलोनी', mr: 'अनधिकृत वसाहत' },
  caveat: { en: 'caveat', hi: 'केविएट (पूर्व सूचना)', mr: 'कॅव्हेट (पूर्वसूचना)' },
  'election-code': { en: 'election code', hi: 'आचार संहिता', mr: 'आचारसंहिता' },
}

/** What a kind of order is called; its own word when it is a new one. */
export function nameOfRestriction(kind: string): Names {
  return kindNames[kind] ?? { en: kind }
}
