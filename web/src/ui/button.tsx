import type { ComponentProps } from 'react'
import styles from './button.module.css'
import { Icon, type IconName } from './icon.tsx'

type Props = ComponentProps<'button'> & {
  /** One `main` button to a page: the next step. */
  look?: 'main' | 'plain' | 'quiet'
  icon?: IconName
  wide?: boolean
  busy?: boolean
}

/** A button with words; at least 44 px high, and its words wrap instead of being cut. */
export function Button({ look = 'plain', icon, wide, busy, children, className, disabled, ...rest }: Props) {
  const classes = [styles.button, styles[look], wide ? styles.wide : '', className ?? ''].join(' ')
  return (
    <button type="button" className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  )
}

/** A square button that shows only a drawing; `label` names it for everyone else and in the tooltip. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: ComponentProps<'button'> & { icon: IconName; label: string }) {
  return (
    <button type="button" className={`${styles.square} ${className ?? ''}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  )
}

/** Class names for a link that must look like a button. */
export const buttonLook = (look: 'main' | 'plain' | 'quiet' = 'plain', wide = false) =>
  [styles.button, styles[look], wide ? styles.wide : ''].join(' ')
