import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { shell } from './vite-shell.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Two entries (citizens `/`, officers `/office`) and the service worker, all for Chrome 109 and newer. */
export default defineConfig(async ({ command, mode }) => ({
  root: here('.'),
  base: '/',
  publicDir: here('public'),
  cacheDir: here('../node_modules/.vite'),
  define: { __BUILT_ON__: JSON.stringify(new Date().toISOString().slice(0, 10)) },
  plugins: [
    react(),
    shell(),
    // The stub API stands in for the server only in `vite --mode stub`; nothing of it is ever built.
    ...(command === 'serve' && mode === 'stub' ? [(await import('./test/stub-plugin.ts')).stubApi()] : []),
  ],
  build: {
    target: ['chrome109', 'firefox115', 'safari16'],
    cssTarget: ['chrome109', 'firefox115', 'safari16'],
    outDir: here('dist'),
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { citizen: here('index.html'), office: here('office.html'), sw: here('src/service-worker.ts') },
      output: {
        // The worker must live at the root and under one name: its scope and its update check depend on both.
        // Small shared pieces travel together: one request, and gzip finds more that repeats.
        codeSplitting: {
          groups: [
            {
              name: 'ui',
              test: /web\/src\/(ui\/(?!office)|state\/)|web\/src\/i18n\/[a-z-]+\.ts$|kernel\/(money|names)\.ts$/,
            },
          ],
        },
        entryFileNames: (chunk: { name: string }) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: mode === 'stub' ? undefined : { '/api': 'http://127.0.0.1:8080', '/tiles': 'http://127.0.0.1:8080' },
  },
}))
