import { useId } from 'react'
import { codeWords } from '../../i18n/code-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { colourOfUse } from '../../map/colour-of-use.ts'
import type { Building, Property } from '../../state/contract.ts'
import { type Floor, floorsOf } from './floors.ts'
import styles from './land-section.module.css'
import { floorWords } from './land-section.tsx'

const WIDTH = 320
const LABEL = 92
const ROW = 30
const TALL_FROM = 14

/** The building as one cuts it: a row a floor, a box a unit, filled by use. Works on every phone, and on paper. */
export function FloorStack({ building, mine }: { building: Building; mine: Property | null }) {
  const t = useWords()
  const language = useLanguage()
  const hatch = useId()
  const floors = floorsOf(building)
  const uses = [...new Set(building.units.map((unit) => unit.use))]
  const hasUnauthorised = building.units.some((unit) => unit.unauthorised)
  const height = floors.length * ROW + 8
  const words = t('parcels:stack', { count: floors.length, floors: formatNumber(floors.length, language) })
  return (
    <div className={styles.stack}>
      <div
        className={floors.length > TALL_FROM ? styles.tall : undefined}
        tabIndex={floors.length > TALL_FROM ? 0 : undefined}
      >
        <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words}>
          <HatchPattern id={hatch} />
          {floors.map((floor, index) => (
            <FloorRow key={floor.floor} floor={floor} y={4 + index * ROW} mine={mine} hatch={hatch} />
          ))}
          <line
            x1={LABEL - 8}
            x2={WIDTH}
            y1={groundY(floors)}
            y2={groundY(floors)}
            stroke="var(--ink)"
            strokeWidth="2"
          />
        </svg>
      </div>
      <ul className={styles.key} aria-label={t('parcels:key')}>
        {uses.map((use) => (
          <li key={use}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <rect x="1" y="1" width="14" height="14" fill={colourOfUse(use)} stroke="var(--ink)" />
            </svg>
            {codeWords(t, 'use', use)}
          </li>
        ))}
        {hasUnauthorised && (
          <li>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <rect x="1" y="1" width="14" height="14" fill={`url(#${hatch})`} stroke="var(--ink)" />
            </svg>
            {t('parcels:unit.unauthorised')}
          </li>
        )}
      </ul>
      <UnitTable building={building} />
    </div>
  )
}

function FloorRow({ floor, y, mine, hatch }: { floor: Floor; y: number; mine: Property | null; hatch: string }) {
  const t = useWords()
  const language = useLanguage()
  const total = floor.units.reduce((sum, unit) => sum + Math.max(unit.areaSqm, 1), 0) || 1
  let x = LABEL
  return (
    <g>
      <text x={LABEL - 12} y={y + ROW / 2 + 4} textAnchor="end" fontSize="12" fill="var(--ink)">
        {floorWords(t, floor.floor, language)}
      </text>
      {floor.units.length === 0 && (
        <rect
          x={LABEL}
          y={y + 1}
          width={WIDTH - LABEL - 2}
          height={ROW - 2}
          fill="var(--sheet)"
          stroke="var(--line-strong)"
        />
      )}
      {floor.units.map((unit) => {
        const width = ((WIDTH - LABEL - 2) * Math.max(unit.areaSqm, 1)) / total
        const isMine = mine?.floor === unit.floor && !!mine.unitNumber && mine.unitNumber === unit.number
        const box = { x, y: y + 1, width, height: ROW - 2 }
        x += width
        return (
          <g key={unit.unitId}>
            <rect {...box} fill={colourOfUse(unit.use)} stroke="var(--ink)" strokeWidth={isMine ? 3 : 0.8} />
            {unit.unauthorised && <rect {...box} fill={`url(#${hatch})`} />}
            {width > 34 && unit.number && (
              <text
                x={box.x + width / 2}
                y={y + ROW / 2 + 4}
                textAnchor="middle"
                fontSize="11"
                fill="var(--stack-ink)"
                fontWeight={isMine ? 700 : 500}
              >
                {unit.number.slice(-Math.floor(width / 7))}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

const HatchPattern = ({ id }: { id: string }) => (
  <defs>
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="6" stroke="var(--alert)" strokeWidth="2.5" />
    </pattern>
  </defs>
)

/** The same as a table, for ears and for copying. */
function UnitTable({ building }: { building: Building }) {
  const t = useWords()
  const language = useLanguage()
  if (building.units.length === 0) return null
  return (
    <details>
      <summary>
        {t('parcels:unit.table', {
          count: building.units.length,
          units: formatNumber(building.units.length, language),
        })}
      </summary>
      <div className={styles.scroll}>
        <table className={`${styles.unitTable} figures`}>
          <thead>
            <tr>
              {['floor-head', 'number-head', 'use-head', 'area-head'].map((head) => (
                <th key={head} scope="col">
                  {t(`parcels:unit.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {building.units.map((unit) => (
              <tr key={unit.unitId}>
                <td>{floorWords(t, unit.floor, language)}</td>
                <td>{unit.number}</td>
                <td>
                  {codeWords(t, 'use', unit.use)}
                  {unit.unauthorised && `, ${t('parcels:unit.unauthorised')}`}
                </td>
                <td>{formatNumber(unit.areaSqm, language, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const groundY = (floors: Floor[]) => 4 + floors.filter((floor) => floor.floor >= 0).length * ROW
