/** Verbs about hydraulic models in files, without a database. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { componentsOf, findingsOf, type InpFile, networkOf, readInp, writeInp } from '../modules/water/rules-inp.ts'
import { isolate, segmentsOf } from '../modules/water/rules-network.ts'
import { BadUsage, type Verb, type VerbAnswer } from './verb.ts'

/** EPANET files are ASCII or of an older Windows: what is no UTF-8 is read as Latin 1. @throws BadUsage in a line */
function openInp(path: string | undefined): InpFile {
  if (!path) throw new BadUsage('give a file: khasra water read network.inp')
  if (!existsSync(path)) throw new BadUsage(`there is no file ${path}`)
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch {
    throw new BadUsage(`${path} cannot be read`)
  }
  const utf8 = bytes.toString('utf8')
  const file = readInp(utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8)
  if (!file) throw new BadUsage(`${path} is no EPANET network: it has no junctions, reservoirs, tanks or pipes`)
  return file
}

function summaryOf(file: InpFile) {
  const network = networkOf(file)
  const nodes = (kind: string) => network.nodes.filter((node) => node.kind === kind).length
  const links = (kind: string) => network.links.filter((link) => link.kind === kind).length
  return {
    junctions: nodes('junction'),
    reservoirs: nodes('reservoir'),
    tanks: nodes('tank'),
    pipes: links('pipe'),
    pumps: links('pump'),
    valves: links('valve'),
    components: componentsOf(network).length,
    title: network.title,
    findings: findingsOf(file),
  }
}

function answerOf(summary: ReturnType<typeof summaryOf>, words: string): VerbAnswer {
  const { findings, title: _, ...counts } = summary
  const isBad = findings.some((each) => each.severity === 'fault')
  const lines = Object.entries(counts).map(([noun, count]) => `${noun.padEnd(12)} ${count}`)
  const told = findings.slice(0, 20).map((each) => `${each.severity}: ${each.message}`)
  return { exitCode: isBad ? 1 : 0, json: summary, text: [words, ...lines, ...told].filter(Boolean).join('\n') }
}

async function read(args: string[]): Promise<VerbAnswer> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const summary = summaryOf(openInp(positionals[0]))
  return answerOf(summary, summary.title.split('\n')[0] ?? '')
}

async function write(args: string[]): Promise<VerbAnswer> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const [from, to] = positionals
  if (!to) throw new BadUsage('say where to write: khasra water write network.inp out.inp')
  const file = openInp(from)
  const text = writeInp(file)
  // Proved before it is written: a file that would be read otherwise is not handed out.
  if (JSON.stringify(readInp(text)) !== JSON.stringify(file))
    throw new BadUsage(`${from} cannot be written so that it reads the same`)
  try {
    writeFileSync(to, text)
  } catch {
    throw new BadUsage(`${to} cannot be written`)
  }
  return answerOf(summaryOf(file), `written to ${to}`)
}

const valvesSchema = z.array(z.object({ pipe: z.coerce.string(), node: z.coerce.string() })).max(1_000_000)

function readValves(path: string | undefined, links: ReadonlyMap<string, { from: string; to: string }>) {
  if (!path) throw new BadUsage('say where the valves are: --valves V.json, a list of {"pipe":…,"node":…}')
  if (!existsSync(path)) throw new BadUsage(`there is no file ${path}`)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new BadUsage(`${path} is not JSON`)
  }
  const parsed = valvesSchema.safeParse(value)
  if (!parsed.success) throw new BadUsage(`${path} is no list of {"pipe":…,"node":…}`)
  for (const { pipe, node } of parsed.data) {
    const link = links.get(pipe)
    if (!link) throw new BadUsage(`there is no pipe ${pipe} for a valve`)
    if (link.from !== node && link.to !== node)
      throw new BadUsage(`pipe ${pipe} does not end at ${node}: its valve sits at ${link.from} or ${link.to}`)
  }
  return [...new Map(parsed.data.map((valve) => [`${valve.pipe}|${valve.node}`, valve])).values()]
}

/** The structure alone counts: pumps may be switched on and closed pipes opened, so what is shut by hand is the given valves. */
async function isolateVerb(args: string[]): Promise<VerbAnswer> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { valves: { type: 'string' }, pipe: { type: 'string' } },
  })
  const { nodes, links } = networkOf(openInp(positionals[0]))
  const valves = readValves(values.valves, new Map(links.map((link) => [link.id, link])))
  const segments = segmentsOf(links, valves)
  const sources = nodes.filter((node) => node.kind !== 'junction').map((node) => node.id)
  const found = values.pipe === undefined ? null : isolate(links, valves, sources, values.pipe)
  if (values.pipe !== undefined && !found) throw new BadUsage(`there is no pipe ${values.pipe} in the network`)
  const json = {
    segments: segments.map(({ pipes, nodes: inside }, at) => ({ id: at + 1, pipes, nodes: inside })),
    closeValves: (found?.closeValves ?? []).map((at) => valves[at]!),
    lostNodes: found?.lostNodes ?? [],
  }
  const shut = json.closeValves.map(({ pipe, node }) => `valve of pipe ${pipe} at ${node}`).join(', ')
  const text = found
    ? `shut ${shut || 'nothing'}; ${found.segment.pipes.length} pipes are isolated, ${json.lostNodes.length} nodes lose their water`
    : `${segments.length} segments`
  return { exitCode: 0, json, text }
}

/** Verbs about networks. */
export const waterVerbs: Verb[] = [
  {
    name: 'water read',
    summary: 'reads an EPANET network, counts it and reports its faults',
    example: 'khasra water read network.inp',
    run: read,
  },
  {
    name: 'water write',
    summary: 'writes an EPANET network anew, so that it reads the same',
    example: 'khasra water write network.inp out.inp',
    run: write,
  },
  {
    name: 'water isolate',
    summary: 'parts a network into segments by its valves; with a pipe says which to shut and who loses water',
    example: 'khasra water isolate network.inp --valves valves.json --pipe P1',
    run: isolateVerb,
  },
]
