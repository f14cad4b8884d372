/** What was kept on this device under a name; `null` when nothing was, or when storage is refused. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Keeps a choice on this device; a private window may refuse, and it then holds for this page only. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Nothing is lost but the memory of it.
  }
}
