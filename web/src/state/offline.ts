/** Registers the service worker in the built client, once the page has settled. */
export function keepShellOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  addEventListener('load', () => navigator.serviceWorker.register('/sw.js').catch(() => undefined))
  if (document.readyState === 'complete') navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
