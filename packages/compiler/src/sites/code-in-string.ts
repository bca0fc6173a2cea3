import { parseScript } from '../sql/parse-script.js'
import { readString, type StringLiteral } from '../sql/string-literal.js'
import { type Token, tokenize } from '../sql/tokens.js'
import type { Region } from './region.js'
import { relationQualifiers } from './relation-qualifiers.js'
import { mentionedSchema } from './site-names.js'
import { statementStart } from './statement-start.js'
import { stringUse } from './string-use.js'

const CODE_LANGUAGES = new Set(['sql', 'plpgsql'])

/** Code inside a string, to be read like the code around it. */
export interface InnerCode {
  readonly tokens: readonly Token[]
  readonly region: Region
}

/**
 * Finds the sites of one string that its use tells (a schema's name, a path), refuses
 * what its use does not tell, and returns the code inside when it is code.
 */
export function codeInString(tokens: readonly Token[], index: number, region: Region): InnerCode | undefined {
  const { text, start } = tokens[index] ?? { text: "''", start: 0 }
  const string: RegionString = { literal: readString(text, start), region }
  const isStatement = region.depth === 'statement'
  const use = stringUse(tokens, index, isStatement ? 0 : statementStart(tokens, index))
  switch (use.use) {
    case 'alone':
      return undefined
    case 'body':
      return CODE_LANGUAGES.has(use.language) ? readCode(string, 'body') : refuseMention(string)
    case 'execute':
      // At the top of a file, EXECUTE belongs to a prepared statement.
      return isStatement ? refuseMention(string) : readExecuted(string)
    case 'value':
      return isStatement ? refuseMention(string) : refuseValue(string)
    case 'code':
      return readCode(string, 'argument')
    case 'schema':
    case 'role':
      return addWhole(string, use.use)
    case 'privilege':
      addWhole(string, 'role')
      addWhole(string, 'schema')
      return readCode(string, 'argument')
    case 'path':
      return readPath(string)
    case 'data':
      return refuseMention(string)
  }
}

interface RegionString {
  readonly literal: StringLiteral
  readonly region: Region
}

function readExecuted(string: RegionString): InnerCode | undefined {
  return isBareName(string) ? refuseValue(string) : readCode(string, 'body')
}

function isBareName({ literal, region }: RegionString): boolean {
  return region.names.schemas.has(literal.content)
}

/** A schema's bare name that an EXECUTE puts into its text may be a schema, or data: who knows. */
function refuseValue(string: RegionString): undefined {
  if (!isBareName(string)) return refuseMention(string)
  const { literal, region } = string
  const reason = 'stands alone in a string of an EXECUTE'
  const hint = `Write the name in the statement's own text: 'SELECT … FROM ${literal.content}.table'.`
  region.collector.refuse(literal.content, region.origin(literal.origin(0)), reason, hint)
}

function readCode(string: RegionString, depth: 'body' | 'argument'): InnerCode | undefined {
  const { literal, region } = string
  const tokens = tokenize(literal.content)?.filter((token) => token.kind !== 'comment')
  if (!tokens) return refuseMention(string)
  const inner: Region = {
    ...region,
    depth,
    origin: (offset) => region.origin(literal.origin(offset)),
    parameters: depth === 'body' ? region.parameters : new Set(),
    mistaken: depth === 'body' ? qualifiersInside(literal.content, region) : new Set(),
  }
  return { tokens, region: inner }
}

/** Only what PostgreSQL's SQL grammar reads can be judged exactly; PL/pgSQL is judged by its tokens. */
function qualifiersInside(code: string, { names }: Region): ReadonlySet<number> {
  if (!mentionedSchema(code, names.schemas)) return new Set()
  const script = parseScript(code)
  if (!('statements' in script)) return new Set()
  return new Set(script.statements.flatMap((statement) => [...relationQualifiers(statement, script)]))
}

function addWhole({ literal, region }: RegionString, kind: 'schema' | 'role'): undefined {
  const known = kind === 'schema' ? region.names.schemas : region.names.roles
  if (known.has(literal.content)) region.collector.add(kind, literal.content, region.origin(literal.origin(0)))
}

/** `'x'` in `SET search_path = 'x'`, `'x, pg_temp'` in `set_config('search_path', …)`. */
function readPath({ literal, region }: RegionString): undefined {
  for (const match of literal.content.matchAll(/[^\s,"]+/g)) {
    if (region.names.schemas.has(match[0])) {
      region.collector.add('schema', match[0], region.origin(literal.origin(match.index)))
    }
  }
}

function refuseMention({ literal, region }: RegionString): undefined {
  const mention = mentionedSchema(literal.content, region.names.schemas)
  if (!mention) return undefined
  const reason = `stands before a dot in a string that may be a name or mere text`
  const hint = `If an object is meant, write \`'${mention.schema}.name'::regclass\` or put the text after EXECUTE; otherwise word it without the dot.`
  region.collector.refuse(mention.schema, region.origin(literal.origin(mention.at)), reason, hint)
}
