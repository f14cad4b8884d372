/** Groups of faults as the map and its legend show them: what is drawn wrong, what records lack, what stands where it should not. */
export const qualityGroups = [
  {
    value: 'drawing',
    names: { en: 'Drawn wrong', hi: 'नक्शे की कमी', mr: 'नकाशातील चूक' },
    colour: 'series.3',
    letter: '!',
    kinds: ['invalid', 'overlap', 'duplicate', 'gap', 'sliver', 'multipart', 'outside-wards'],
  },
  {
    value: 'record',
    names: { en: 'Record lacking or doubled', hi: 'अभिलेख अधूरा या दोहरा', mr: 'नोंद अपुरी किंवा दुहेरी' },
    colour: 'series.2',
    letter: '?',
    kinds: [
      'repeated-number',
      'legal-area',
      'no-owner',
      'shares-not-one',
      'duplicate-property',
      'wrong-area',
      'no-land',
    ],
  },
  {
    value: 'building',
    names: { en: 'Building out of place', hi: 'भवन अपनी जगह से बाहर', mr: 'इमारत जागेबाहेर' },
    colour: 'series.5',
    letter: '>',
    kinds: ['building-across', 'unassessed-building'],
  },
] as const
