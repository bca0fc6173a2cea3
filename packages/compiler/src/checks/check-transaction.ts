import { EnumValueUsedError, NonTransactionalDownError, SeveralNonTransactionalError } from '../errors/sql-errors.js'
import type { Inspection } from '../script-context.js'
import type { ParsedScript, Statement } from '../sql/parse-script.js'
import { list, text, words } from '../sql/tree.js'
import { nonTransactional } from './non-transactional.js'

/** Decides whether a step runs in a transaction; one that cannot must hold a single statement. */
export function checkStepMode(
  { statements, source }: ParsedScript,
  declaredNone: boolean,
  inspection: Inspection,
): 'transaction' | 'none' {
  const found = statements.find((statement) => nonTransactional(statement) !== undefined)
  const culprit = found ?? (declaredNone ? statements[0] : undefined)
  if (culprit && statements.length > 1) {
    const statement = nonTransactional(culprit) ?? 'A step with `transaction: none`'
    const place = inspection.place(culprit.start)
    inspection.report(new SeveralNonTransactionalError({ place, statement, total: statements.length }))
  }
  checkEnumValues(statements, source.text, inspection)
  return culprit ? 'none' : 'transaction'
}

/** A down script runs in one transaction, always. */
export function checkDownMode(statements: readonly Statement[], inspection: Inspection): void {
  for (const statement of statements) {
    const found = nonTransactional(statement)
    if (found === undefined) continue
    inspection.report(new NonTransactionalDownError({ place: inspection.place(statement.start), statement: found }))
  }
}

/** A label may be used in the transaction that adds it only where the type is made in it as well. */
function checkEnumValues(statements: readonly Statement[], sql: string, inspection: Inspection): void {
  for (const [index, { kind, node }] of statements.entries()) {
    if (kind !== 'AlterEnumStmt' || node.oldVal !== undefined || isCreatedHere(statements, node)) continue
    const label = text(node, 'newVal')
    const spelt = `'${label.replaceAll("'", "''")}'`
    const user = statements.slice(index + 1).find(({ start, end }) => sql.slice(start, end).includes(spelt))
    if (user) inspection.report(new EnumValueUsedError({ place: inspection.place(user.start), label }))
  }
}

function isCreatedHere(statements: readonly Statement[], altered: Statement['node']): boolean {
  const name = words(list(altered, 'typeName')).join('.')
  return statements.some(
    ({ kind, node }) => kind === 'CreateEnumStmt' && words(list(node, 'typeName')).join('.') === name,
  )
}
