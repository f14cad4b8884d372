import type { Names } from '../../../kernel/index.ts'
import type { boundarySetCodes } from './rules.ts'

/** Names of boundary sets, for a town that has none of the kind yet. */
export const setNames: Record<(typeof boundarySetCodes)[number], Names> = {
  'electoral-ward': { en: 'Electoral wards', hi: 'निर्वाचन वार्ड', mr: 'निवडणूक प्रभाग' },
  'tax-ward': { en: 'Tax wards', hi: 'कर वार्ड', mr: 'कर प्रभाग' },
  'administrative-zone': { en: 'Administrative zones', hi: 'प्रशासनिक ज़ोन', mr: 'प्रशासकीय विभाग' },
  'rate-zone': { en: 'Rate zones', hi: 'दर क्षेत्र', mr: 'दर विभाग' },
  'sanitary-beat': { en: 'Sanitary beats', hi: 'सफ़ाई बीट', mr: 'स्वच्छता बीट' },
  'planning-authority': { en: 'Planning authorities', hi: 'नियोजन प्राधिकरण', mr: 'नियोजन प्राधिकरणे' },
}
