import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

type OutputFile = { type: 'asset' | 'chunk'; fileName: string; code?: string; name?: string; isEntry?: boolean }

/** Fonts every first page needs: Latin for figures and English, Devanagari because the language switch is always in sight. */
const FIRST_FONTS = [/noto-sans-latin-wght-normal/, /noto-sans-devanagari-devanagari-wght-normal/]

/** What the service worker keeps for use without a network: the citizen's shell, no map and no officer's screens. */
const isShellFile = (file: OutputFile, lazy: Set<string>) =>
  !lazy.has(file.fileName) &&
  /\.(js|css|woff2|html|svg|webmanifest)$/.test(file.fileName) &&
  file.fileName !== 'sw.js' &&
  !/latin-ext/.test(file.fileName)

/** Preloads the two fonts in both pages and writes the list of shell files into the service worker. */
export function shell(): Plugin {
  return {
    name: 'khasra-shell',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const files = Object.keys(context.bundle ?? {})
        return files
          .filter((file) => FIRST_FONTS.some((font) => font.test(file)))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
            injectTo: 'head-prepend' as const,
          }))
      },
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle) as unknown as OutputFile[]
        const worker = files.find((file) => file.fileName === 'sw.js')
        if (!worker?.code) return
        const list = shellFiles(files, bundle as unknown as Record<string, ChunkLike>)
        const version = createHash('sha256').update(list.join('\n')).digest('hex').slice(0, 12)
        worker.code = worker.code.replace(/(["'`])__SHELL__\1/, JSON.stringify(JSON.stringify({ version, list })))
      },
    },
  }
}

type ChunkLike = { type: string; imports?: string[]; dynamicImports?: string[]; facadeModuleId?: string | null }

/** Everything the citizen's entry reaches without the map's modules; the map and 3D stay on the network. */
function shellFiles(files: OutputFile[], bundle: Record<string, ChunkLike>): string[] {
  const entry = Object.entries(bundle).find(([, chunk]) => chunk.facadeModuleId?.endsWith('/web/index.html'))
  const wanted = new Set<string>()
  const walk = (name: string) => {
    const chunk = bundle[name]
    if (!chunk || wanted.has(name) || isMapChunk(chunk)) return
    wanted.add(name)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next)
  }
  if (entry) walk(entry[0])
  const lazy = new Set(
    files.filter((file) => file.type === 'chunk' && !wanted.has(file.fileName)).map((f) => f.fileName),
  )
  const kept = files.filter((file) => isShellFile(file, lazy) && !/office|map-|maplibre/.test(file.fileName))
  return ['/', '/manifest.webmanifest', '/emblem.svg', ...kept.map((file) => `/${file.fileName}`)]
    .filter((path) => path !== '/index.html')
    .sort()
}

const isMapChunk = (chunk: ChunkLike) => /\/web\/src\/map\//.test(chunk.facadeModuleId ?? '')
