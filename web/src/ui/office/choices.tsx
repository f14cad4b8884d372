import styles from './choices.module.css'

type Choice = { value: string; words: string; hint?: string }
type Common = { legend: string; name: string; choices: Choice[] }

/** One of a few: each with a line that says what it means. */
export function Choices({
  legend,
  name,
  choices,
  now,
  onChange,
}: Common & { now: string; onChange: (value: string) => void }) {
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <Line
          key={choice.value}
          type="radio"
          {...{ name, choice }}
          on={choice.value === now}
          onOn={() => onChange(choice.value)}
        />
      ))}
    </fieldset>
  )
}

/** Any of a few. */
export function Checks({
  legend,
  name,
  choices,
  now,
  onChange,
}: Common & { now: string[]; onChange: (values: string[]) => void }) {
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <Line
          key={choice.value}
          type="checkbox"
          {...{ name, choice }}
          on={now.includes(choice.value)}
          onOn={(on) => onChange(on ? [...now, choice.value] : now.filter((value) => value !== choice.value))}
        />
      ))}
    </fieldset>
  )
}

type LineProps = { choice: Choice; type: 'radio' | 'checkbox'; name: string; on: boolean; onOn: (on: boolean) => void }

function Line({ choice, type, name, on, onOn }: LineProps) {
  return (
    <label className={styles.choice}>
      <input
        type={type}
        name={name}
        value={choice.value}
        checked={on}
        onChange={(event) => onOn(event.target.checked)}
      />
      <span>
        {choice.words}
        {choice.hint && <span className="soft small">{choice.hint}</span>}
      </span>
    </label>
  )
}
