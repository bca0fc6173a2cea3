import { parseScript } from '../sql/parse-script.js'
import { child, list, type TreeNode, text, words } from '../sql/tree.js'

/** A column, or `value` in a domain, and the only texts that it may hold. */
export interface CheckLabels {
  readonly column: string
  readonly labels: readonly string[]
}

/**
 * Reads `CHECK (x = ANY (ARRAY['a', 'b']))` and `CHECK (x = 'a')`, with casts, and with
 * `x IS NULL OR` before. Undefined for every other rule.
 */
export function labelsOfCheck(definition: string): CheckLabels | undefined {
  const script = parseScript(`ALTER TABLE t ADD ${definition}`)
  const command = 'statements' in script ? list(script.statements[0]?.node ?? {}, 'cmds')[0] : undefined
  const added = child(child(command ?? {}, 'AlterTableCmd') ?? {}, 'def')
  const rule = child(child(added ?? {}, 'Constraint') ?? {}, 'raw_expr')
  return rule && labelsOf(rule)
}

function labelsOf(rule: TreeNode): CheckLabels | undefined {
  const either = child(rule, 'BoolExpr')
  if (either) return labelsUnlessNull(either)
  const comparison = child(rule, 'A_Expr')
  if (!comparison || words(list(comparison, 'name')).join() !== '=') return undefined
  const column = columnOf(child(comparison, 'lexpr'))
  const labels = textsOf(child(comparison, 'rexpr'), text(comparison, 'kind'))
  return column === undefined || labels === undefined ? undefined : { column, labels }
}

/** `x IS NULL OR x = …`, in this order or the other. */
function labelsUnlessNull(either: TreeNode): CheckLabels | undefined {
  const args = list(either, 'args')
  if (text(either, 'boolop') !== 'OR_EXPR' || args.length !== 2) return undefined
  const test = args.map((arg) => child(arg, 'NullTest')).find((found) => found !== undefined)
  const found = args.map(labelsOf).find((labels) => labels !== undefined)
  if (text(test, 'nulltesttype') !== 'IS_NULL') return undefined
  return found && columnOf(child(test ?? {}, 'arg')) === found.column ? found : undefined
}

function textsOf(node: TreeNode | undefined, kind: string): readonly string[] | undefined {
  const value = withoutCasts(node)
  const elements = kind === 'AEXPR_OP_ANY' ? list(child(value, 'A_ArrayExpr') ?? {}, 'elements') : [value]
  const texts = elements.map((element) => child(child(withoutCasts(element), 'A_Const') ?? {}, 'sval'))
  return texts.length > 0 && texts.every((found) => found !== undefined)
    ? texts.map((found) => text(found, 'sval'))
    : undefined
}

function columnOf(node: TreeNode | undefined): string | undefined {
  const names = words(list(child(withoutCasts(node), 'ColumnRef') ?? {}, 'fields'))
  return names.length === 1 ? names[0] : undefined
}

function withoutCasts(node: TreeNode | undefined): TreeNode {
  const cast = child(node ?? {}, 'TypeCast')
  return cast ? withoutCasts(child(cast, 'arg')) : (node ?? {})
}
