import { PlaceLink } from '../place-link.tsx'
import styles from './table-page.module.css'

/** The pages of one room, as links in a row. */
export function RoomNav({ label, places }: { label: string; places: { to: string; words: string }[] }) {
  return (
    <nav className={`${styles.nav} no-print`} aria-label={label}>
      {places.map(({ to, words }) => (
        <PlaceLink key={to} to={to}>
          {words}
        </PlaceLink>
      ))}
    </nav>
  )
}
