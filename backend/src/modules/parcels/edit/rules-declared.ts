/** P1–P16, the rules of an edit of the layer, as data: what each is called, how hard it is, and where it comes from. Pure. */
import type { Names } from '../../../kernel/pure.ts'

export type RuleCode =
  | 'P1'
  | 'P2'
  | 'P3'
  | 'P4'
  | 'P5'
  | 'P6'
  | 'P7'
  | 'P8'
  | 'P9'
  | 'P10'
  | 'P11'
  | 'P12'
  | 'P13'
  | 'P14'
  | 'P15'
  | 'P16'

/** A refusal stops the edit, a warning is told and may stand. A town may make a warning a refusal, never the reverse of P1, P2, P3 and P15. */
export type Severity = 'refusal' | 'warning'

/** A rule as it is declared. `isFixed`: the layer would break without it, so no town may soften it. */
export type DeclaredRule = {
  code: RuleCode
  severity: Severity
  isFixed: boolean
  names: Required<Pick<Names, 'en' | 'hi' | 'mr'>>
  source: string
}

const source = 'After FAO SOLA business rules for cadastre change'
const declare = (
  code: RuleCode,
  severity: Severity,
  isFixed: boolean,
  en: string,
  hi: string,
  mr: string,
): DeclaredRule => ({
  code,
  severity,
  isFixed,
  names: { en, hi, mr },
  source,
})

/** Every rule, in order. */
export const declaredRules: readonly DeclaredRule[] = [
  declare('P1', 'refusal', true, 'The outline is valid', 'सीमा सही बनी है', 'सीमारेषा योग्य आहे'),
  declare(
    'P2',
    'refusal',
    true,
    'Plots of a level do not overlap',
    'एक स्तर के भूखंड एक-दूसरे पर नहीं चढ़ते',
    'एका स्तरावरील भूखंड एकमेकांवर येत नाहीत',
  ),
  declare(
    'P3',
    'refusal',
    true,
    'The new plots cover what the old ones covered',
    'नए भूखंड वही ज़मीन ढकते हैं जो पुराने ढकते थे',
    'नवे भूखंड जुन्यांचीच जमीन व्यापतात',
  ),
  declare(
    'P4',
    'warning',
    false,
    'Drawn and legal area agree within the tolerance of the survey',
    'नक्शे का और दस्तावेज़ का क्षेत्रफल सर्वेक्षण की छूट के भीतर मेल खाते हैं',
    'नकाशावरील व दस्तऐवजातील क्षेत्र मोजणीच्या मर्यादेत जुळते',
  ),
  declare(
    'P5',
    'warning',
    false,
    'Legal areas of the new plots add up to those of the old',
    'नए भूखंडों के दस्तावेज़ी क्षेत्रफल का जोड़ पुराने के बराबर है',
    'नव्या भूखंडांच्या कायदेशीर क्षेत्राची बेरीज जुन्याइतकी आहे',
  ),
  declare(
    'P6',
    'refusal',
    true,
    'Plots to be merged share an edge',
    'जोड़े जाने वाले भूखंडों की एक सीमा साझी है',
    'एकत्र करायच्या भूखंडांची एक बाजू सामाईक आहे',
  ),
  declare(
    'P7',
    'refusal',
    false,
    'Nothing else is pending on the plot',
    'भूखंड पर और कोई प्रकरण लंबित नहीं है',
    'भूखंडावर दुसरे प्रकरण प्रलंबित नाही',
  ),
  declare(
    'P8',
    'warning',
    false,
    'The plot stands in one area of each boundary set',
    'भूखंड हर सीमा-समूह के एक ही क्षेत्र में है',
    'भूखंड प्रत्येक सीमासंचाच्या एकाच क्षेत्रात आहे',
  ),
  declare(
    'P9',
    'refusal',
    true,
    'The number is free and well formed',
    'क्रमांक सही है और किसी और का नहीं',
    'क्रमांक योग्य असून दुसऱ्याचा नाही',
  ),
  declare('P10', 'refusal', false, 'Shares add up to one', 'हिस्सों का जोड़ एक है', 'हिश्श्यांची बेरीज एक आहे'),
  declare(
    'P11',
    'refusal',
    true,
    'Every right of the old plot is carried or ended',
    'पुराने भूखंड का हर अधिकार आगे ले जाया या समाप्त किया गया है',
    'जुन्या भूखंडाचा प्रत्येक हक्क पुढे नेला किंवा संपवला आहे',
  ),
  declare(
    'P12',
    'refusal',
    false,
    'The instrument is named and not of a day to come',
    'आदेश या दस्तावेज़ लिखा है और उसकी तारीख आगे की नहीं',
    'आदेश किंवा दस्तऐवज नोंदला असून पुढील तारखेचा नाही',
  ),
  declare(
    'P13',
    'refusal',
    false,
    'Who applies owns the plot or acts for its owner',
    'आवेदक मालिक है या उसकी ओर से अधिकृत है',
    'अर्जदार मालक आहे किंवा त्याच्या वतीने अधिकृत आहे',
  ),
  declare(
    'P14',
    'refusal',
    false,
    'The notice has run and no objection is open',
    'सूचना की अवधि पूरी हुई और कोई आपत्ति बाकी नहीं',
    'सूचनेची मुदत संपली असून हरकत प्रलंबित नाही',
  ),
  declare(
    'P15',
    'refusal',
    true,
    'Which plot came from which is written',
    'कौन-सा भूखंड किससे बना, यह दर्ज है',
    'कोणता भूखंड कशापासून झाला हे नोंदले आहे',
  ),
  declare(
    'P16',
    'refusal',
    false,
    'What hangs on the old plot is moved or closed',
    'पुराने भूखंड से जुड़ी सेवाएँ आगे ले जाई या बंद की गई हैं',
    'जुन्या भूखंडाशी जोडलेल्या सेवा पुढे नेल्या किंवा बंद केल्या आहेत',
  ),
]

/** The severity of a rule in a town that may have made it harder. */
export function severityOf(code: RuleCode, town: Readonly<Partial<Record<RuleCode, Severity>>> = {}): Severity {
  const rule = declaredRules.find((each) => each.code === code)!
  return rule.isFixed ? rule.severity : (town[code] ?? rule.severity)
}
