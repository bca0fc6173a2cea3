import type { ParsedScript, Statement } from '../sql/parse-script.js'
import { child, list, location, walk } from '../sql/tree.js'

/**
 * UTF-16 offsets where `a.b` is a column of a table or alias `a`, or a field of a
 * column `a`: with a single dot, what stands before it is never a schema there.
 */
export function relationQualifiers({ node }: Statement, { source }: ParsedScript): ReadonlySet<number> {
  const offsets = new Set<number>()
  walk(node, (below, kind) => {
    const reference = kind === 'ColumnRef' && list(below, 'fields').length === 2
    const target = kind === 'ResTarget' && list(below, 'indirection').some((step) => child(step, 'String'))
    if (reference || target) offsets.add(source.fromByte(location(below)))
  })
  return offsets
}
