import { useSyncExternalStore } from 'react'
import { keep, recall } from './kept.ts'

/** What a person may choose, and what is then drawn. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast'
export type DrawnTheme = Exclude<Theme, 'system'>
export const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast']

const STORED = 'khasra.theme'
const listeners = new Set<() => void>()
const dark = () => matchMedia('(prefers-color-scheme: dark)')
const contrast = () => matchMedia('(prefers-contrast: more)')
let chosen: Theme = 'system'

export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme)

/** The theme drawn now: the choice, or what the device asks for. */
export function drawnTheme(): DrawnTheme {
  if (chosen !== 'system') return chosen
  if (contrast().matches) return 'contrast'
  return dark().matches ? 'dark' : 'light'
}

/** Sets the theme for this page; `isKept` also remembers it on this device. */
export function setTheme(theme: Theme, isKept = true): void {
  chosen = theme
  if (isKept) keep(STORED, theme)
  apply()
}

/** Called once before the first paint: the link's theme wins, then the remembered one. */
export function startTheme(fromLink: string | null): void {
  const stored = recall(STORED)
  chosen = isTheme(fromLink) ? fromLink : isTheme(stored) ? stored : 'system'
  dark().addEventListener('change', apply)
  contrast().addEventListener('change', apply)
  apply()
}

export const useDrawnTheme = () => useSyncExternalStore(subscribe, drawnTheme)
export const useChosenTheme = () => useSyncExternalStore(subscribe, () => chosen)

function apply(): void {
  document.documentElement.dataset.theme = drawnTheme()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
