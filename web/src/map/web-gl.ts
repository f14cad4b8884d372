let known: boolean | null = null

/**
 * Whether this browser can draw the live map. MapLibre 6 wants WebGL 2; without it the page shows the still picture.
 * `?webgl=off` in the address turns it off, so that the other path can be seen on any device.
 */
export function hasWebGl(): boolean {
  known ??= !new URLSearchParams(location.search).has('webgl', 'off') && canDraw()
  return known
}

function canDraw(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2')
    // The trial context is given back: browsers allow only a few at a time.
    context?.getExtension('WEBGL_lose_context')?.loseContext()
    return context !== null
  } catch {
    return false
  }
}
