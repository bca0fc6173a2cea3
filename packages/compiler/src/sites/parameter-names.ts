import type { Statement } from '../sql/parse-script.js'
import { child, list, text, words } from '../sql/tree.js'

/** Names that a function's body knows from its head: parameters, result columns and the function itself. */
export function parameterNames({ kind, node }: Statement): ReadonlySet<string> {
  if (kind !== 'CreateFunctionStmt') return new Set()
  const names = list(node, 'parameters').map((entry) => text(child(entry, 'FunctionParameter'), 'name'))
  const own = words(list(node, 'funcname')).at(-1) ?? ''
  return new Set([...names, own].filter((name) => name !== ''))
}
