/** Packs of bye-laws as files: those that come along, and those that a council has just written. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Invalid, NotFound } from '../../../kernel/index.ts'
import { failedExamples } from './rules-examples.ts'
import { type ByeLaws, readPack } from './rules-read-pack.ts'

const folder = new URL('../../../../../data/reference/building-permits/', import.meta.url)
const mostBytes = 5_000_000
const kept = new Map<string, ByeLaws>()

/** Names of the packs that come along. */
export function packNames(): string[] {
  return readdirSync(fileURLToPath(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5))
    .sort()
}

/**
 * A pack by name, or by the path of a file.
 * @throws NotFound for neither, Invalid with every fault of a pack that cannot be used
 */
export function openPack(nameOrPath: string): ByeLaws {
  const known = kept.get(nameOrPath)
  if (known) return known
  if (packNames().includes(nameOrPath)) {
    const laws = readPack(readJson(fileURLToPath(new URL(`${nameOrPath}.json`, folder))))
    kept.set(nameOrPath, laws)
    return laws
  }
  if (!existsSync(nameOrPath) || !statSync(nameOrPath).isFile())
    throw new NotFound('byeLaws', 'There is no such pack, and no such file.', {
      got: nameOrPath,
      expected: packNames(),
    })
  return readPack(readJson(nameOrPath))
}

function readJson(path: string): unknown {
  if (statSync(path).size > mostBytes)
    throw new Invalid('byeLaws', 'A pack of bye-laws is at most 5 MB.', { got: path })
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Invalid('byeLaws', 'This file is no JSON.', { got: path })
  }
}

/** Proves packs by their own examples: the part of this room in `khasra rules test`. */
export const byeLawFamily = {
  kind: 'bye-laws',
  names: packNames,
  test(nameOrPath: string) {
    const laws = openPack(nameOrPath)
    return { name: laws.pack.pack, examples: laws.pack.examples.length, failed: failedExamples(laws) }
  },
}
