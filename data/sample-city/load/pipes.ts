import type { LonLat, Road } from '../types.ts'

/** A pipe between two nodes, by their place in the list of nodes. */
export interface SamplePipe {
  roadKey: number
  roadClass: Road['class']
  from: number
  to: number
  lengthM: number
  line: LonLat[]
}

const keyOf = ([lon, lat]: LonLat): string => `${lon} ${lat}`
const metresOfDegree = 110_574

function lengthOf(line: readonly LonLat[]): number {
  let sum = 0
  for (let at = 1; at < line.length; at++) {
    const [a, b] = [line[at - 1]!, line[at]!]
    const across = (b[0] - a[0]) * metresOfDegree * Math.cos((a[1] * Math.PI) / 180)
    sum += Math.hypot(across, (b[1] - a[1]) * metresOfDegree)
  }
  return Math.round(sum * 100) / 100
}

/** Pipes under streets: each street is cut where another meets it, because they share that corner exactly. */
export function pipesOf(roads: readonly Road[]): { nodes: LonLat[]; pipes: SamplePipe[] } {
  const meeting = new Map<string, number>()
  for (const road of roads)
    for (const line of road.lines)
      for (const [at, corner] of line.entries()) {
        const isEnd = at === 0 || at === line.length - 1
        meeting.set(keyOf(corner), (meeting.get(keyOf(corner)) ?? 0) + (isEnd ? 2 : 1))
      }
  const nodes: LonLat[] = []
  const nodeOf = new Map<string, number>()
  const node = (corner: LonLat): number => {
    const known = nodeOf.get(keyOf(corner))
    if (known !== undefined) return known
    nodeOf.set(keyOf(corner), nodes.length)
    return nodes.push(corner) - 1
  }
  const pipes: SamplePipe[] = []
  for (const road of roads)
    for (const line of road.lines) {
      let first = 0
      for (let at = 1; at < line.length; at++) {
        if (at < line.length - 1 && meeting.get(keyOf(line[at]!))! < 2) continue
        const part = line.slice(first, at + 1)
        const [from, to] = [node(part[0]!), node(part.at(-1)!)]
        const lengthM = lengthOf(part)
        // A street that comes back to its beginning, or a stretch of no length, is no pipe.
        if (from !== to && lengthM > 0)
          pipes.push({ roadKey: road.key, roadClass: road.class, from, to, lengthM, line: part })
        first = at
      }
    }
  return { nodes, pipes }
}
