/**
 * What a statement may leave behind in the one session that stands behind all connections, read from its text.
 * Pure. It decides three things: refuse it, note the channels it listens to, or look at the session after it.
 */

/** A finding about one SQL text. */
export type Finding = {
  /** Words and hint for a statement that this engine cannot keep to one connection. */
  refusal: { words: string; hint: string } | null
  /** One COPY FROM STDIN and nothing else to refuse: allowed in a simple query, whose data the front gathers first. */
  copiesIn: boolean
  /** Channels added and dropped (`*` drops all). */
  listen: string[]
  unlisten: string[]
  /** The text may set something that outlives its transaction. */
  mayLeaveState: boolean
  /** Names of settings of our own kind (`app.tenant`), which pg_settings does not show. */
  customSettings: string[]
}

const nothing: Finding = {
  refusal: null,
  copiesIn: false,
  listen: [],
  unlisten: [],
  mayLeaveState: false,
  customSettings: [],
}

// Words may touch a comment or a quoted name: `copy/**/t from stdin`.
const worthReading =
  /\b(?:set|reset|prepare|execute|deallocate|discard|listen|unlisten|copy|declare|load|temp|temporary)(?=[\s/"-])|\bset_config\b/i

/** Reads one text: one statement, or several of a simple query. */
export function inspect(sql: string): Finding {
  if (!worthReading.test(sql)) return nothing
  const statements = blank(sql).split(';')
  const named = (pattern: RegExp) => statements.flatMap((each) => channel(pattern.exec(each)?.[1]))
  const copies = statements.filter((each) => copyFromStdin.test(each))
  const others = statements.filter((each) => !copies.includes(each))
  return {
    refusal: firstRefusal(statements),
    copiesIn: copies.length === 1 && firstRefusal(others) === null,
    listen: named(/^\s*listen\s+("[^"]+"|[\w$]+)/i),
    unlisten: named(/^\s*unlisten\s+("[^"]+"|[\w$]+|\*)/i),
    mayLeaveState:
      statements.some(leavesState) || (/^\s*do\b/im.test(sql) && /\bset_config\b|\b(?:re)?set\s/i.test(sql)),
    customSettings: [...sql.matchAll(/\b(?:set\s+(?:session\s+)?|set_config\s*\(\s*')([a-z_]\w*\.\w+)/gi)].map(
      (each) => each[1]!,
    ),
  }
}

/** Comments become spaces, literals become empty ones, so that a word in a text is not taken for a statement. */
function blank(sql: string): string {
  const quoted = /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|\be'[^'\\]*(?:\\[\s\S][^'\\]*)*'|'[^']*'|"[^"]*"/gi
  return sql.replace(quoted, (each) => {
    if (each.endsWith('"')) return each.replaceAll(';', ' ')
    return each.endsWith("'") ? "''" : ' '
  })
}

const channel = (name: string | undefined) =>
  name === undefined ? [] : [name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase()]

function leavesState(statement: string): boolean {
  if (/^\s*(?:set|reset)\s+(?!local\b|constraints\b|transaction\b)/i.test(statement)) return true
  return /\bset_config\s*\((?![^()]*,\s*true\s*\))/i.test(statement)
}

const copyFromStdin = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i

const refused: [pattern: RegExp, words: string, hint: string][] = [
  [
    copyFromStdin,
    'the embedded database takes COPY FROM STDIN only alone or once in a simple query, with nothing before it unanswered',
    'Send one COPY at a time as a simple query.',
  ],
  [
    /^\s*create\s+(?:(?:local|global)\s+)?temp(?:orary)?\s+(?![\s\S]*\bon\s+commit\s+drop\b)/i,
    'the embedded database keeps no temporary table beyond its transaction',
    'Say "on commit drop", inside a transaction.',
  ],
  [
    /^\s*(?:prepare\s+(?!transaction)|execute\s|deallocate\s)/i,
    'the embedded database takes no PREPARE, EXECUTE or DEALLOCATE in SQL',
    'Use the statements of the wire protocol.',
  ],
  [
    /^\s*(?:discard\s|load\s|set\s+session\s+authorization\b)/i,
    'the embedded database has one session for all connections, which one connection may not change for good',
    'Use "set role" or "set local".',
  ],
  [
    /^\s*declare\b[\s\S]*\bwith\s+hold\b/i,
    'the embedded database keeps no cursor beyond its transaction',
    'Leave out "with hold", or read by key-set pages.',
  ],
]

function firstRefusal(statements: string[]): Finding['refusal'] {
  for (const statement of statements)
    for (const [pattern, words, hint] of refused) if (pattern.test(statement)) return { words, hint }
  return null
}
