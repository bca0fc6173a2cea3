import type { Token } from '../sql/tokens.js'

const BEFORE_DECLARATION = new Set(['as', 'declare', 'for', 'foreach', 'begin'])
const BEFORE_RELATION = new Set(['from', 'join', 'update', 'into', 'only'])

/**
 * True where a body gives a name a meaning of its own: a variable, a label, a loop
 * variable, an alias, or a relation that is read without an alias. From then on
 * `name.x` can no longer be told from a schema's.
 */
export function declaresName(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]
  const after = tokens[index + 1]
  if (after?.text === '.') return false
  if (before === undefined || before.text === '.') return before !== undefined && isUnaliasedRelation(tokens, index)
  if (before.text === ';' || before.text === ')' || before.text === '<<') return true
  if (before.kind === 'quoted') return true
  return before.kind === 'word' && (BEFORE_DECLARATION.has(before.value) || !before.reserved) && !isKeyPosition(before)
}

/** Words after which a bare name is a table, a column or a schema, never a new name. */
function isKeyPosition({ value }: Token): boolean {
  return /^(?:set|by|schema|update|insert|delete|if|exists|return|returning|values|key|column|conflict|of|perform|between|over|role|to|is|language|execute|cascade|restrict|temp|temporary|view|function|procedure|trigger|index|sequence|type|domain|policy|owner|add|drop|alter|rename|local|next|query|elsif|exit|continue|raise|notice|exception)$/.test(
    value,
  )
}

function isUnaliasedRelation(tokens: readonly Token[], index: number): boolean {
  if (!BEFORE_RELATION.has(tokens[index - 3]?.value ?? '')) return false
  const after = tokens[index + 1]
  if (after?.value === 'as' || after?.kind === 'quoted' || after?.text === '(') return false
  return !(after?.kind === 'word' && !after.reserved && !isClause(after))
}

function isClause({ value }: Token): boolean {
  return /^(?:set|join|left|right|inner|full|cross|natural|loop|values|tablesample)$/.test(value)
}
