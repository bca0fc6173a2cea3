import { NameTooLongError, UnqualifiedNameError } from '../errors/sql-errors.js'
import type { Token } from '../sql/tokens.js'
import { codeInString } from './code-in-string.js'
import { declaresName } from './declared-names.js'
import type { Region } from './region.js'
import { isRolePosition } from './role-position.js'
import { isQualifier, isSchemaPosition } from './schema-position.js'
import { isUnqualifiedTarget } from './unqualified-target.js'

/** Reads the tokens of one piece of code, and of the strings in it that are code themselves. */
export function readTokens(tokens: readonly Token[], region: Region): void {
  const declared = region.depth === 'body' ? declaredSchemas(tokens, region) : new Set<string>()
  for (const [index, token] of tokens.entries()) {
    const inner = token.kind === 'string' ? codeInString(tokens, index, region) : undefined
    if (inner) readTokens(inner.tokens, inner.region)
    if (token.kind !== 'word' && token.kind !== 'quoted') continue
    checkLength(token, region)
    if (region.names.schemas.has(token.value)) readSchemaName(tokens, index, declared, region)
    if (region.depth === 'body') readBodyName(tokens, index, region)
  }
}

function declaredSchemas(tokens: readonly Token[], { names, parameters }: Region): ReadonlySet<string> {
  const found = tokens.flatMap((token, index) => {
    const name = (token.kind === 'word' || token.kind === 'quoted') && names.schemas.has(token.value)
    return name && !isSchemaPosition(tokens, index) && declaresName(tokens, index) ? [token.value] : []
  })
  return new Set([...found, ...[...parameters].filter((parameter) => names.schemas.has(parameter))])
}

function readSchemaName(
  tokens: readonly Token[],
  index: number,
  declared: ReadonlySet<string>,
  { collector, mistaken, origin }: Region,
): void {
  const token = tokens[index]
  if (!token) return
  const at = origin(token.start + (token.kind === 'quoted' ? token.text.indexOf('"') + 1 : 0))
  if (isSchemaPosition(tokens, index)) collector.add('schema', token.value, at)
  if (!isQualifier(tokens, index)) return
  if (!mistaken.has(token.start) && !declared.has(token.value)) collector.add('schema', token.value, at)
  else {
    const reason = 'is also the name of a table, an alias or a variable here'
    collector.refuse(token.value, at, reason, 'Give the table an alias, or the variable a name, of another spelling.')
  }
}

function readBodyName(tokens: readonly Token[], index: number, { names, collector, origin, inspection }: Region): void {
  const token = tokens[index]
  if (!token) return
  const at = origin(token.start + (token.kind === 'quoted' ? 1 : 0))
  if (names.roles.has(token.value) && isRolePosition(tokens, index)) collector.add('role', token.value, at)
  const { owned, schema } = inspection
  if (owned.relations.has(token.value) && isUnqualifiedTarget(tokens, index)) {
    inspection.report(
      new UnqualifiedNameError({ place: inspection.place(at), what: 'relation', name: token.value, schema }),
    )
  }
}

function checkLength({ value, start }: Token, { inspection, origin }: Region): void {
  const bytes = Buffer.byteLength(value, 'utf8')
  if (bytes <= 63) return
  inspection.report(new NameTooLongError({ place: inspection.place(origin(start)), name: value, bytes }))
}
