import type { LegendValue } from './layer.ts'

/** Land uses of plots and of the development plan's zones. */
export const landUseValues: readonly LegendValue[] = [
  { value: 'residential', names: { en: 'Residential', hi: 'आवासीय', mr: 'निवासी' }, colour: 'use.residential' },
  { value: 'commercial', names: { en: 'Commercial', hi: 'वाणिज्यिक', mr: 'वाणिज्य' }, colour: 'use.commercial' },
  { value: 'mixed', names: { en: 'Mixed', hi: 'मिश्रित', mr: 'मिश्र' }, colour: 'use.mixed' },
  { value: 'industrial', names: { en: 'Industrial', hi: 'औद्योगिक', mr: 'औद्योगिक' }, colour: 'use.industrial' },
  {
    value: 'public',
    names: { en: 'Public and semi-public', hi: 'सार्वजनिक एवं अर्ध-सार्वजनिक', mr: 'सार्वजनिक व निमसार्वजनिक' },
    colour: 'use.public',
  },
  { value: 'recreational', names: { en: 'Recreational', hi: 'आमोद-प्रमोद', mr: 'मनोरंजन' }, colour: 'use.recreational' },
  { value: 'agricultural', names: { en: 'Agricultural', hi: 'कृषि', mr: 'शेती' }, colour: 'use.agricultural' },
  { value: 'water-body', names: { en: 'Water body', hi: 'जलाशय', mr: 'जलाशय' }, colour: 'use.water-body' },
  { value: 'transport', names: { en: 'Transport', hi: 'परिवहन', mr: 'वाहतूक' }, colour: 'use.transport' },
]
