/**
 * Formulas of a rule pack, as a revenue officer writes them: `area * lookup(rate) * 12`, `if(use = "shop", 3000, 0)`.
 * This file reads text into a tree; `rules-evaluate.ts` computes the tree.
 */
import { divide, type Exact, exactOf, whole } from './rules-number.ts'

export type Formula =
  | { kind: 'number'; value: Exact; text: string }
  | { kind: 'text'; value: string }
  | { kind: 'truth'; value: boolean }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Formula[] }
  | { kind: 'not' | 'minus'; of: Formula }
  | { kind: 'operation'; operator: Operator; left: Formula; right: Formula }
  | { kind: 'if'; when: Formula; yes: Formula; no: Formula }
  | { kind: 'call'; name: string; args: Formula[]; named: { name: string; value: Formula }[] }

export type Operator = '+' | '-' | '*' | '/' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'and' | 'or' | '??'

interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  text: string
  at: number
}

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|'([^']*)'|([\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*)|(\?\?|<=|>=|==|!=|<>|&&|\|\||[-+*/×·÷−=<>(),[\]?:!%≤≥≠]))/uy

const spellings: Record<string, string> = {
  '==': '=',
  '<>': '!=',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '×': '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '&&': 'and',
  '||': 'or',
  '!': 'not',
}

const words = new Set(['and', 'or', 'not', 'in'])

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  let at = 0
  while (text.slice(at).trim()) {
    tokenPattern.lastIndex = at
    const found = tokenPattern.exec(text)
    if (!found) throw new SyntaxError(`cannot read "${text.slice(at).trim().slice(0, 20)}"`)
    const [all, number, double, single, name, sign] = found
    const start = at + all.length - all.trimStart().length
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at: start })
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'text', text: double ?? single ?? '', at: start })
    else if (name !== undefined && words.has(name.toLowerCase()))
      tokens.push({ kind: 'sign', text: name.toLowerCase(), at: start })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, at: start })
    else tokens.push({ kind: 'sign', text: spellings[sign!] ?? sign!, at: start })
    at = tokenPattern.lastIndex
  }
  tokens.push({ kind: 'end', text: 'the end', at: text.length })
  return tokens
}

/** How strongly operators bind, weakest first; those of one line bind alike. */
const levels: Operator[][] = [['or'], ['and'], ['=', '!=', '<', '<=', '>', '>=', 'in'], ['??'], ['+', '-'], ['*', '/']]

class Reader {
  private readonly tokens: Token[]
  private at = 0
  constructor(text: string) {
    this.tokens = tokensOf(text)
  }

  private get next(): Token {
    return this.tokens[this.at]!
  }

  private takes(sign: string): boolean {
    if (this.next.kind !== 'sign' || this.next.text !== sign) return false
    this.at++
    return true
  }

  private need(sign: string): void {
    if (!this.takes(sign)) throw new SyntaxError(`"${sign}" was expected before "${this.next.text}"`)
  }

  whole(): Formula {
    const formula = this.choice()
    if (this.next.kind !== 'end') throw new SyntaxError(`"${this.next.text}" was not expected here`)
    return formula
  }

  private choice(): Formula {
    const when = this.binary(0)
    if (!this.takes('?')) return when
    const yes = this.choice()
    this.need(':')
    return { kind: 'if', when, yes, no: this.choice() }
  }

  private binary(level: number): Formula {
    const operators = levels[level]
    if (!operators) return this.unary()
    let left = this.binary(level + 1)
    for (;;) {
      const operator = operators.find((each) => this.takes(each))
      if (!operator) return left
      left = { kind: 'operation', operator, left, right: this.binary(level + 1) }
    }
  }

  private unary(): Formula {
    if (this.takes('-')) return { kind: 'minus', of: this.unary() }
    if (this.takes('+')) return this.unary()
    if (this.takes('not')) return { kind: 'not', of: this.unary() }
    return this.single()
  }

  private single(): Formula {
    const token = this.next
    this.at++
    if (token.kind === 'number') return this.number(token.text)
    if (token.kind === 'text') return { kind: 'text', value: token.text }
    if (token.kind === 'name') return this.named(token.text)
    this.at--
    if (this.takes('(')) {
      const inner = this.choice()
      this.need(')')
      return inner
    }
    if (this.takes('[')) return { kind: 'list', items: this.upTo(']', () => this.choice()) }
    throw new SyntaxError(`a number, a name or "(" was expected before "${token.text}"`)
  }

  /** 10 or 10 %: a percentage is a hundredth. */
  private number(text: string): Formula {
    const value = exactOf(text)!
    if (!this.takes('%')) return { kind: 'number', value, text }
    return { kind: 'number', value: divide(value, whole(100)), text: `${text}%` }
  }

  private named(name: string): Formula {
    if (name === 'true' || name === 'false') return { kind: 'truth', value: name === 'true' }
    if (!this.takes('(')) return { kind: 'name', name }
    const named: { name: string; value: Formula }[] = []
    const args: Formula[] = []
    for (const each of this.upTo(')', () => this.argument())) {
      if ('value' in each && 'key' in each) named.push({ name: each.key, value: each.value })
      else args.push(each as Formula)
    }
    if (plainIf(name, args)) return { kind: 'if', when: args[0]!, yes: args[1]!, no: args[2]! }
    return { kind: 'call', name, args, named }
  }

  /** `zone: cappedZone` in a call names the key that gets the value. */
  private argument(): Formula | { key: string; value: Formula } {
    const [name, colon] = [this.next, this.tokens[this.at + 1]]
    if (name.kind !== 'name' || colon?.text !== ':' || colon.kind !== 'sign') return this.choice()
    this.at += 2
    return { key: name.text, value: this.choice() }
  }

  private upTo<T>(end: string, read: () => T): T[] {
    const items: T[] = []
    if (this.takes(end)) return items
    do items.push(read())
    while (this.takes(','))
    this.need(end)
    return items
  }
}

function plainIf(name: string, args: Formula[]): boolean {
  if (name.toLowerCase() !== 'if') return false
  if (args.length !== 3)
    throw new SyntaxError('if takes a condition, a value and another value: if(use = "shop", 3000, 0)')
  return true
}

/**
 * Reads a formula.
 * @throws SyntaxError saying what was not understood
 */
export function parseFormula(text: string): Formula {
  if (text.length > 2000) throw new SyntaxError('a formula has at most 2,000 characters')
  return new Reader(text).whole()
}

/** Every node of a formula, the whole first. */
export function* partsOf(formula: Formula): Generator<Formula> {
  yield formula
  for (const child of childrenOf(formula)) yield* partsOf(child)
}

function childrenOf(formula: Formula): Formula[] {
  switch (formula.kind) {
    case 'list':
      return formula.items
    case 'not':
    case 'minus':
      return [formula.of]
    case 'operation':
      return [formula.left, formula.right]
    case 'if':
      return [formula.when, formula.yes, formula.no]
    case 'call':
      return [...formula.args, ...formula.named.map((each) => each.value)]
    default:
      return []
  }
}
