import { useCallback, useState } from 'react'

/** Size of an element in CSS pixels, kept up to date. */
export function useSize<T extends HTMLElement>(): [
  (element: T | null) => (() => void) | undefined,
  { width: number; height: number },
] {
  const [size, setSize] = useState({ width: 960, height: 640 })
  const watch = useCallback((element: T | null) => {
    if (!element) return undefined
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect
      if (width > 0 && height > 0) setSize({ width, height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [watch, size]
}
