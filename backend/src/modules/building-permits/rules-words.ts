import type { Words } from '../workflow/rules.ts'

const words = (en: string, hi: string, mr: string): Words => ({ en, hi, mr })

/** What the services of this room are called. */
export const serviceWords = {
  permit: words('Building permission', 'भवन अनुज्ञा', 'बांधकाम परवानगी'),
  layout: words('Layout permission', 'अभिन्यास (कॉलोनी) अनुज्ञा', 'अभिन्यास परवानगी'),
  completion: words('Completion and occupancy', 'पूर्णता और अधिभोग', 'पूर्णत्व व भोगवटा'),
} as const

/** What their statuses and variants are called. */
export const statusWords = {
  drafted: words('Being prepared', 'तैयारी में', 'तयार होत आहे'),
  scrutiny: words('In scrutiny', 'जाँच में', 'छाननीत'),
  incomplete: words('Answer awaited', 'उत्तर की प्रतीक्षा', 'उत्तराची प्रतीक्षा'),
  sanctioned: words('Sanctioned', 'स्वीकृत', 'मंजूर'),
  'deemed-sanctioned': words('Deemed sanctioned', 'मान्य स्वीकृति', 'मानीव मंजुरी'),
  revising: words('Revision being prepared', 'संशोधन की तैयारी', 'सुधारित प्रस्ताव तयार होत आहे'),
  'revision-scrutiny': words('Revision in scrutiny', 'संशोधन जाँच में', 'सुधारित प्रस्ताव छाननीत'),
  'revision-incomplete': words(
    'Answer on the revision awaited',
    'संशोधन पर उत्तर की प्रतीक्षा',
    'सुधारित प्रस्तावावर उत्तराची प्रतीक्षा',
  ),
  lapsed: words('Lapsed', 'अवधि समाप्त', 'मुदत संपली'),
  refused: words('Refused', 'अस्वीकृत', 'नामंजूर'),
  withdrawn: words('Withdrawn', 'वापस लिया', 'मागे घेतला'),
  revoked: words('Revoked', 'निरस्त', 'रद्द'),
  completed: words('Completed', 'पूर्ण', 'पूर्ण झाले'),
  asked: words('Asked for', 'माँगा गया', 'मागणी केली'),
  granted: words('Granted', 'प्रदान', 'दिले'),
  'plinth-check': words('Plinth check', 'प्लिंथ जाँच', 'जोते तपासणी'),
  'part-occupancy': words('Part occupancy', 'आंशिक अधिभोग', 'अंशतः भोगवटा'),
  occupancy: words('Occupancy', 'अधिभोग', 'भोगवटा'),
} as const

/** What may be done is called. */
export const actionWords = {
  submit: words('Submit', 'जमा करें', 'सादर करा'),
  answer: words('Answer', 'उत्तर दें', 'उत्तर द्या'),
  withdraw: words('Withdraw', 'वापस लें', 'मागे घ्या'),
  'name-professional': words('Name the architect', 'वास्तुविद नियुक्त करें', 'वास्तुविशारद नेमा'),
  'release-professional': words('Architect withdraws', 'वास्तुविद हटते हैं', 'वास्तुविशारद माघार घेतात'),
  ask: words('Ask the applicant', 'आवेदक से पूछें', 'अर्जदाराला विचारा'),
  'record-passed': words('Rules are met', 'नियम पूरे हैं', 'नियमांची पूर्तता झाली'),
  'record-failed': words('Rules are not met', 'नियम पूरे नहीं हैं', 'नियमांची पूर्तता झाली नाही'),
  refuse: words('Refuse', 'अस्वीकार करें', 'नामंजूर करा'),
  sanction: words('Sanction', 'स्वीकृत करें', 'मंजूर करा'),
  'reckon-fees': words('Reckon the fees', 'शुल्क की गणना करें', 'शुल्काची आकारणी करा'),
  'raise-fee': words('Raise a fee', 'शुल्क लगाएँ', 'शुल्क आकारा'),
  'reverse-fee': words('Reverse a fee', 'शुल्क वापस करें', 'शुल्क परत करा'),
  'add-condition': words('Add a condition', 'शर्त जोड़ें', 'अट जोडा'),
  'meet-condition': words('A condition is met', 'शर्त पूरी हुई', 'अट पूर्ण झाली'),
  'accept-surrender': words('Accept land given up', 'समर्पित भूमि स्वीकार करें', 'समर्पित जमीन स्वीकारा'),
  commence: words('Report the start of work', 'काम शुरू होने की सूचना दें', 'काम सुरू झाल्याचे कळवा'),
  revise: words('Ask for a revision', 'संशोधन माँगें', 'सुधारणा मागा'),
  'submit-revision': words('Submit the revision', 'संशोधन जमा करें', 'सुधारित प्रस्ताव सादर करा'),
  'withdraw-revision': words('Withdraw the revision', 'संशोधन वापस लें', 'सुधारित प्रस्ताव मागे घ्या'),
  'ask-of-revision': words('Ask about the revision', 'संशोधन पर पूछें', 'सुधारणेबाबत विचारा'),
  'answer-of-revision': words('Answer on the revision', 'संशोधन पर उत्तर दें', 'सुधारणेबाबत उत्तर द्या'),
  'sanction-revision': words('Sanction the revision', 'संशोधन स्वीकृत करें', 'सुधारणा मंजूर करा'),
  'refuse-revision': words('Refuse the revision', 'संशोधन अस्वीकार करें', 'सुधारणा नामंजूर करा'),
  extend: words('Extend the validity', 'वैधता बढ़ाएँ', 'वैधता वाढवा'),
  lapse: words('Record that it lapsed', 'अवधि समाप्ति दर्ज करें', 'मुदत संपल्याची नोंद करा'),
  revalidate: words('Revalidate', 'पुनर्वैध करें', 'पुनर्वैध करा'),
  transfer: words('Transfer the permit', 'अनुज्ञा हस्तांतरित करें', 'परवानगी हस्तांतरित करा'),
  revoke: words('Revoke', 'निरस्त करें', 'रद्द करा'),
  complete: words('Completed', 'पूर्ण हुआ', 'पूर्ण झाले'),
  'draw-layout': words('Draw the layout', 'अभिन्यास बनाएँ', 'अभिन्यास काढा'),
  'complete-layout': words('The works are complete', 'विकास कार्य पूर्ण हुए', 'विकासकामे पूर्ण झाली'),
  inspect: words('Record the site visit', 'स्थल निरीक्षण दर्ज करें', 'स्थळपाहणी नोंदवा'),
  grant: words('Grant', 'प्रदान करें', 'द्या'),
} as const

/** Uses of land and building, as bye-laws and permits name them. */
export const useNames = {
  residential: words('Residential', 'आवासीय', 'निवासी'),
  commercial: words('Commercial', 'व्यावसायिक', 'वाणिज्यिक'),
  industrial: words('Industrial', 'औद्योगिक', 'औद्योगिक (उद्योग)'),
  government: words('Government', 'शासकीय', 'शासकीय (सरकारी)'),
  mixed: words('Mixed', 'मिश्रित', 'मिश्र'),
} as const
