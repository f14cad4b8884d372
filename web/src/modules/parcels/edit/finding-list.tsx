import { useWords } from '../../../i18n/language.ts'
import type { LonLat } from '../../../map/index.ts'
import { RequestProblem } from '../../../state/problem.ts'
import styles from './edit-desk.module.css'
import type { EditTool, Finding } from './edit-types.ts'

type Props = { findings: Finding[]; onGo: (place: LonLat) => void; areaWords: (sqm: number) => string }

/** Every rule that found something, with its reason; a press goes to its place on the map. */
export function FindingList({ findings, onGo, areaWords }: Props) {
  const t = useWords()
  const wordsOf = ({ key, parameters, sentence }: Finding) => {
    const blanks = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        name.endsWith('Sqm') && typeof value === 'number' ? areaWords(value) : value,
      ]),
    )
    return key === 'problem' ? sentence : t(`office:edit.finding.${key}`, blanks)
  }
  if (findings.length === 0) return null
  return (
    <ul className={styles.findings} aria-label={t('office:edit.findings')}>
      {findings.map((finding) => (
        <li key={`${finding.rule}-${finding.key}-${JSON.stringify(finding.parameters)}`}>
          <button
            type="button"
            className={`${styles.finding} ${finding.severity === 'refusal' ? styles.refusal : ''}`}
            onClick={() => finding.place && onGo(finding.place)}
          >
            <span className={styles.code}>{finding.rule}</span>
            <span>
              {wordsOf(finding)}
              <span className="soft small"> {t(`office:edit.severity.${finding.severity}`)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Which rule a refused cut or merge broke, by the field that the refusal names. */
const RULE_OF_FIELD: Record<string, string> = { line: 'P3', areaSqm: 'P3', geometry: 'P1', parcels: 'P6' }

/** A refusal of the whole edit as a finding, in the server's own words; null when it is about something else than the plots. */
export function problemFinding(problem: unknown, tool: EditTool): Finding | null {
  if (!(problem instanceof RequestProblem) || problem.status >= 500 || problem.status < 400) return null
  const rule = RULE_OF_FIELD[problem.field ?? '']
  if (!rule || !problem.detail) return null
  const got = Array.isArray(problem.got) && problem.got.length === 2 ? (problem.got as unknown as LonLat) : null
  return { rule, severity: 'refusal', key: 'problem', sentence: problem.detail, parameters: { tool }, place: got }
}
