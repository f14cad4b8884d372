import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pairsOf, unseenPools } from './recall-register.ts'
import { scoreName } from './rules-name-score.ts'
import { showName, toDevanagari, toLatin } from './rules-transliterate.ts'

test('unspoken vowels, nasals and conjuncts come out as people write them', () => {
  const expected = pairsOf(
    'Ramdas रामदास, Devkinandan देवकीनंदन, Champalal चंपालाल, Manjusha मंजूषा, Krishnamurti कृष्णमूर्ति, Saraswati सरस्वती',
  )
  for (const [latin, devanagari] of expected) assert.equal(toLatin(devanagari), latin)
  assert.equal(toLatin('ज्ञानदेव', 'mr'), 'Dnyandev')
  assert.equal(toLatin('ज्ञानदेव', 'hi'), 'Gyandev')
  assert.equal(toDevanagari('Kushal Sharma'), 'कुशल शर्मा')
  assert.equal(toDevanagari('R. K. Verma'), toDevanagari('R.') + toDevanagari(' K. Verma'))
})

test('nine of ten unseen names come out so that they would be found by them', () => {
  const { given, surnames } = unseenPools()
  const all = [...given, ...surnames]
  const latin = all.filter(([en, hi]) => scoreName(toLatin(hi), { en }) > 0.9).length
  const devanagari = all.filter(([en, hi]) => scoreName(toDevanagari(en), { hi }) > 0.9).length
  assert.ok(latin / all.length > 0.9 && devanagari / all.length > 0.9, `${latin} and ${devanagari} of ${all.length}`)
})

test('a name that stands in the register is shown as it stands, one that does not is marked as computed', () => {
  assert.deepEqual(showName({ hi: 'सुनीता' }, 'mr'), { text: 'सुनीता', computed: false })
  assert.deepEqual(showName({ en: 'Sunita Sharma' }, 'en'), { text: 'Sunita Sharma', computed: false })
  assert.equal(showName({ hi: 'सुनीता' }, 'en').computed, true)
  assert.deepEqual(showName({}, 'en'), { text: '', computed: false })
})
