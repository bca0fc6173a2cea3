import type { Token } from '../sql/tokens.js'

const BEFORE_SCHEMA = new Set(['create', 'on', 'in', 'set', 'drop', 'alter'])
const BEFORE_SETTING = new Set(['set', 'local', 'session', 'reset', 'show'])

/** True for `x` in `x.y`, but not in `z.x.y` and not in the name of a setting (`SET x.y = …`). */
export function isQualifier(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]
  if (tokens[index + 1]?.text !== '.' || before?.text === '.') return false
  return !(before?.kind === 'word' && BEFORE_SETTING.has(before.value))
}

/** True where only schemas are named: `CREATE SCHEMA x`, `IN SCHEMA w, x`, `SET search_path = w, x`. */
export function isSchemaPosition(tokens: readonly Token[], index: number): boolean {
  return isInSchemaList(tokens, index) || isInSearchPath(tokens, index)
}

export function isInSearchPath(tokens: readonly Token[], index: number): boolean {
  const before = beforeList(tokens, index)
  const assigns = tokens[before]?.text === '=' || tokens[before]?.value === 'to'
  return assigns && tokens[before - 1]?.value === 'search_path'
}

function isInSchemaList(tokens: readonly Token[], index: number): boolean {
  let before = beforeList(tokens, index)
  while (['exists', 'not', 'if'].includes(tokens[before]?.value ?? '')) before -= 1
  return tokens[before]?.value === 'schema' && BEFORE_SCHEMA.has(tokens[before - 1]?.value ?? '')
}

/** Index of what stands before a list of names separated by commas. */
function beforeList(tokens: readonly Token[], index: number): number {
  let before = index - 1
  while (tokens[before]?.text === ',' && isName(tokens[before - 1])) before -= 2
  return before
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' || token?.kind === 'quoted' || token?.kind === 'string'
}
