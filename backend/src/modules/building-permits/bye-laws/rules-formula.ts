/** Sums of a bye-law: `min((heightM - 6) / 5, 12)`. Numbers, names of facts, + - * / and a few functions; nothing else. Pure. */
import { Invalid } from '../../../kernel/pure.ts'

type Node =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'negate'; of: Node }
  | { kind: 'sum'; operator: '+' | '-' | '*' | '/'; left: Node; right: Node }
  | { kind: 'call'; name: FunctionName; of: Node[] }

const functions = {
  min: Math.min,
  max: Math.max,
  // What a sum of halves and tenths leaves behind the eighth digit must not make another parking space.
  ceil: (value = 0) => Math.ceil(value - 1e-9),
  floor: (value = 0) => Math.floor(value + 1e-9),
  round: (value = 0) => Math.round(value),
  abs: (value = 0) => Math.abs(value),
} as const satisfies Record<string, (...values: number[]) => number>
type FunctionName = keyof typeof functions

/** A formula that was read: the names it needs, and its value once they are known. */
export interface Formula {
  names: readonly string[]
  valueOf(fact: (name: string) => number): number
}

const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9.]*)|([-+*/(),]))/y

function tokensOf(text: string): string[] {
  const found: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) throw new Invalid('formula', 'This formula cannot be read.', { got: text, expected: `up to ${at}` })
    found.push(match[1] ?? match[2] ?? match[3]!)
  }
  return found
}

/** The deepest nesting that a rule may have: beyond it a formula is a mistake or an attack. */
const mostDepth = 40

/** @throws Invalid for anything that is no formula */
export function readFormula(text: string): Formula {
  const tokens = tokensOf(text)
  let at = 0
  const fault = () =>
    new Invalid('formula', 'This formula cannot be read.', { got: text, expected: tokens[at] ?? 'more' })
  const take = (wanted: string) => {
    if (tokens[at] !== wanted) throw fault()
    at++
  }
  function sum(depth: number): Node {
    let left = product(depth)
    for (let next = tokens[at]; next === '+' || next === '-'; next = tokens[at]) {
      at++
      left = { kind: 'sum', operator: next, left, right: product(depth) }
    }
    return left
  }
  function product(depth: number): Node {
    let left = single(depth)
    for (let next = tokens[at]; next === '*' || next === '/'; next = tokens[at]) {
      at++
      left = { kind: 'sum', operator: next, left, right: single(depth) }
    }
    return left
  }
  function single(depth: number): Node {
    if (depth > mostDepth) throw fault()
    const next = tokens[at++]
    if (next === undefined) throw fault()
    if (next === '-') return { kind: 'negate', of: single(depth + 1) }
    if (next === '(') {
      const inside = sum(depth + 1)
      take(')')
      return inside
    }
    if (/^\d/.test(next)) return { kind: 'number', value: Number(next) }
    if (!/^[A-Za-z]/.test(next)) throw fault()
    return tokens[at] === '(' ? call(next, depth) : { kind: 'name', name: next }
  }
  function call(name: string, depth: number): Node {
    if (!Object.hasOwn(functions, name)) throw fault()
    take('(')
    const of = [sum(depth + 1)]
    while (tokens[at] === ',') {
      at++
      of.push(sum(depth + 1))
    }
    take(')')
    return { kind: 'call', name: name as FunctionName, of }
  }
  const tree = sum(0)
  if (at !== tokens.length) throw fault()
  return { names: [...new Set(namesIn(tree))], valueOf: (fact) => worth(tree, fact) }
}

function namesIn(node: Node): string[] {
  switch (node.kind) {
    case 'number':
      return []
    case 'name':
      return [node.name]
    case 'negate':
      return namesIn(node.of)
    case 'sum':
      return [...namesIn(node.left), ...namesIn(node.right)]
    case 'call':
      return node.of.flatMap(namesIn)
  }
}

function worth(node: Node, fact: (name: string) => number): number {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'name':
      return fact(node.name)
    case 'negate':
      return -worth(node.of, fact)
    case 'call':
      return (functions[node.name] as (...values: number[]) => number)(...node.of.map((each) => worth(each, fact)))
    case 'sum': {
      const [left, right] = [worth(node.left, fact), worth(node.right, fact)]
      if (node.operator === '+') return left + right
      if (node.operator === '-') return left - right
      return node.operator === '*' ? left * right : left / right
    }
  }
}
