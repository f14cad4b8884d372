/**
 * Which sentences can reach a citizen: walks from the routes that are open to them through every function that is named on
 * the way, by the compiler's own knowledge of names and types, and lists what is thrown there.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A sentence that is thrown, with where; `text` is null when it cannot be known without running. */
export interface Thrown {
  text: string | null
  where: string
  /** The place in the arguments of the error that holds the sentence. */
  source: string
}

/** Where the sentence stands among the arguments of each error. */
const sentenceAt: Record<string, number> = {
  Problem: 2,
  NotFound: 1,
  Invalid: 1,
  Conflict: 1,
  TooLarge: 1,
  NotSignedIn: 0,
  Forbidden: 0,
  TooMany: 0,
}

function programOf(files: string[]): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, root)
  return ts.createProgram(
    files.map((file) => join(root, file)),
    options,
  )
}

/** Everything that is thrown on behalf of callers who hold one of `permissions` or none at all. */
export function thrownToCitizens(permissions: ReadonlySet<string>): Thrown[] {
  const program = programOf(['backend/src/main.ts'])
  const checker = program.getTypeChecker()
  const isOurs = (file: ts.SourceFile) => !program.isSourceFileFromExternalLibrary(file) && !file.isDeclarationFile
  const found = new Map<string, Thrown>()
  const seen = new Set<ts.Node>()
  const waiting: ts.Node[] = []
  const reach = (node: ts.Node | undefined) => {
    if (!node || seen.has(node) || !isOurs(node.getSourceFile())) return
    seen.add(node)
    waiting.push(node)
  }

  const nameOf = (node: ts.Expression) => (ts.isIdentifier(node) ? node.text : '')
  const property = (object: ts.ObjectLiteralExpression, name: string) => {
    const line = object.properties.find((each) => each.name && ts.isIdentifier(each.name) && each.name.text === name)
    return line && (ts.isPropertyAssignment(line) ? line.initializer : line)
  }
  /** True for a route that only officers reach. */
  const isForOfficers = (node: ts.Node) => {
    if (!ts.isCallExpression(node) || nameOf(node.expression) !== 'defineRoute') return false
    const [given] = node.arguments
    const permission = given && ts.isObjectLiteralExpression(given) ? property(given, 'permission') : undefined
    return permission !== undefined && ts.isStringLiteral(permission) && !permissions.has(permission.text)
  }

  /** True for what hears an event after its commit: what fails there is set aside for officers, and answers nobody. */
  const isForAfterwards = (node: ts.Node) =>
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'subscribe'

  function declarationsOf(node: ts.Node): readonly ts.Declaration[] {
    let symbol = checker.getSymbolAtLocation(node)
    if (ts.isShorthandPropertyAssignment(node.parent)) symbol = checker.getShorthandAssignmentValueSymbol(node.parent)
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol)
    return symbol?.declarations ?? []
  }

  /** What runs when a name is used: functions, and values that hold functions or sentences. */
  function follow(node: ts.Identifier | ts.PrivateIdentifier): void {
    for (const declaration of declarationsOf(node)) {
      if (ts.isFunctionLike(declaration) || ts.isClassDeclaration(declaration)) reach(declaration)
      else if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration))
        reach(declaration.initializer)
      else if (ts.isPropertyDeclaration(declaration)) reach(declaration.initializer)
    }
  }

  function note(argument: ts.Expression | undefined, at: ts.Node): void {
    const file = at.getSourceFile()
    const line = file.getLineAndCharacterOfPosition(at.getStart()).line + 1
    const where = `${file.fileName.slice(root.length)}:${line}`
    for (const text of argument ? textsOf(argument) : [])
      found.set(`${where} ${text}`, { text, where, source: argument!.getText().slice(0, 200) })
  }

  /** All sentences that an expression can be, by its type. */
  function textsOf(argument: ts.Expression): (string | null)[] {
    const type = checker.getTypeAtLocation(argument)
    const parts = type.isUnion() ? type.types : [type]
    return parts.map((part) => (part.isStringLiteral() ? part.value : null))
  }

  function visit(node: ts.Node): void {
    if (isForOfficers(node) || isForAfterwards(node)) return
    if (ts.isNewExpression(node)) {
      const at = sentenceAt[nameOf(node.expression)]
      if (at !== undefined) note(node.arguments?.[at], node)
    }
    if (ts.isCallExpression(node)) {
      if (nameOf(node.expression) === 'sentence') note(node.arguments[0], node)
      if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'participate')
        participants.add(node.arguments[1]!)
    }
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) follow(node)
    if (!ts.isTypeNode(node)) ts.forEachChild(node, visit)
  }

  // Whoever writes may invite every participant; what these return are sentences as well.
  const participants = new Set<ts.Expression>()
  function noteReasons(node: ts.Node): void {
    if (ts.isReturnStatement(node) && node.expression) {
      const inLists = (part: ts.Node): void => {
        if (ts.isArrayLiteralExpression(part))
          for (const element of part.elements)
            if (!ts.isCallExpression(element) && !ts.isSpreadElement(element)) note(element, element)
        ts.forEachChild(part, inLists)
      }
      inLists(node.expression)
    }
    ts.forEachChild(node, noteReasons)
  }

  const main = program.getSourceFile(join(root, 'backend/src/main.ts'))!
  reach(main)
  for (let next = waiting.pop(); next; next = waiting.pop()) visit(next)
  for (const each of participants) {
    for (const declaration of ts.isIdentifier(each) ? declarationsOf(each) : [each]) {
      visit(declaration)
      noteReasons(declaration)
    }
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) visit(next)
  return [...found.values()].sort((a, b) => (a.where < b.where ? -1 : 1))
}
