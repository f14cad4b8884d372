/** The network as a graph: what a pipe feeds, and which part valves can shut off. Pure; the same for a town and for a model file. */

/** A pipe between two nodes; a closed one lets nothing through, a one-way one only from–to. */
export interface NetworkPipe<Id> {
  id: Id
  from: Id
  to: Id
  closed?: boolean
  oneWay?: boolean
}

/** A valve that can be shut, at the end of a pipe that is at a node. */
export interface NetworkValve<Id> {
  pipe: Id
  node: Id
}

/** Pipes and nodes that hang together when all valves are shut. */
export interface Segment<Id> {
  pipes: Id[]
  nodes: Id[]
  /** Valves at its edges, by their place in the list that was given. */
  valves: number[]
}

/** Sets that grow together. */
function newSets<K>() {
  const parent = new Map<K, K>()
  const find = (key: K): K => {
    let at = key
    while (parent.has(at) && parent.get(at) !== at) at = parent.get(at)!
    if (!parent.has(key)) parent.set(key, key)
    // Flattened on the way, so that a long main is not walked again and again.
    for (let step = key; step !== at; ) {
      const up = parent.get(step)!
      parent.set(step, at)
      step = up
    }
    return at
  }
  return { find, join: (a: K, b: K) => void parent.set(find(a), find(b)) }
}

/**
 * The segments of a network: a pipe belongs with the node at each of its ends, unless a valve sits between. In the order in which
 * their first pipe or node appears.
 */
export function segmentsOf<Id extends string | number>(
  pipes: readonly NetworkPipe<Id>[],
  valves: readonly NetworkValve<Id>[],
): Segment<Id>[] {
  const cut = new Set(valves.map(({ pipe, node }) => `${pipe}|${node}`))
  const sets = newSets<string>()
  for (const { id, from, to } of pipes)
    for (const node of [from, to]) {
      sets.find(`p${id}`)
      sets.find(`n${node}`)
      if (!cut.has(`${id}|${node}`)) sets.join(`p${id}`, `n${node}`)
    }
  const found = new Map<string, Segment<Id>>()
  const at = (key: string): Segment<Id> => {
    const root = sets.find(key)
    const known = found.get(root) ?? { pipes: [], nodes: [], valves: [] }
    found.set(root, known)
    return known
  }
  const seen = new Set<Id>()
  for (const { id, from, to } of pipes) {
    at(`p${id}`).pipes.push(id)
    for (const node of [from, to]) {
      if (seen.has(node)) continue
      seen.add(node)
      at(`n${node}`).nodes.push(node)
    }
  }
  const known = new Set(pipes.map((pipe) => pipe.id))
  for (const [index, { pipe, node }] of valves.entries()) {
    if (!known.has(pipe)) continue
    const [here, there] = [at(`p${pipe}`), at(`n${node}`)]
    // Where water comes round another way the valve parts nothing, and shutting it would be for nothing.
    if (here === there) continue
    here.valves.push(index)
    there.valves.push(index)
  }
  return [...found.values()]
}

/** The segment that a pipe lies in; null for a pipe that the network has not. */
export function segmentOfPipe<Id extends string | number>(
  pipes: readonly NetworkPipe<Id>[],
  valves: readonly NetworkValve<Id>[],
  pipe: Id,
): Segment<Id> | null {
  return segmentsOf(pipes, valves).find((segment) => segment.pipes.includes(pipe)) ?? null
}

/** Which end of a pipe water comes from is seldom known in a loop: a trace follows every open way, and check valves one way alone. */
export function reachedFrom<Id extends string | number>(
  pipes: readonly NetworkPipe<Id>[],
  starts: readonly Id[],
  direction: 'downstream' | 'upstream' | 'both' = 'both',
): { nodes: Set<Id>; pipes: Set<Id> } {
  const ways = new Map<Id, { pipe: Id; node: Id }[]>()
  const add = (from: Id, to: Id, pipe: Id) => ways.set(from, [...(ways.get(from) ?? []), { pipe, node: to }])
  for (const { id, from, to, closed, oneWay } of pipes) {
    if (closed) continue
    if (direction !== 'upstream' || !oneWay) add(from, to, id)
    if (direction !== 'downstream' || !oneWay) add(to, from, id)
  }
  const nodes = new Set(starts)
  const reached = new Set<Id>()
  const waiting = [...starts]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    for (const way of ways.get(node) ?? []) {
      reached.add(way.pipe)
      if (nodes.has(way.node)) continue
      nodes.add(way.node)
      waiting.push(way.node)
    }
  return { nodes, pipes: reached }
}

/**
 * What must be shut to isolate a pipe: its segment, the valves round it, and the nodes that lose their way to every source then
 * (those of the segment, and others behind it).
 */
export function isolate<Id extends string | number>(
  pipes: readonly NetworkPipe<Id>[],
  valves: readonly NetworkValve<Id>[],
  sources: readonly Id[],
  pipe: Id,
): { segment: Segment<Id>; closeValves: number[]; lostNodes: Id[] } | null {
  const segment = segmentOfPipe(pipes, valves, pipe)
  if (!segment) return null
  const gone = new Set(segment.pipes)
  const inside = new Set(segment.nodes)
  const rest = pipes.filter(({ id, from, to }) => !gone.has(id) && !inside.has(from) && !inside.has(to))
  // A pipe cut off from a node inside the segment still stands with its other end; it ends dead and feeds nothing more.
  const fed = reachedFrom(
    rest,
    sources.filter((source) => !inside.has(source)),
  ).nodes
  const before = reachedFrom(pipes, sources).nodes
  const all = [...new Set(pipes.flatMap(({ from, to }) => [from, to]))]
  return {
    segment,
    closeValves: segment.valves,
    lostNodes: all.filter((node) => inside.has(node) || (before.has(node) && !fed.has(node))),
  }
}
