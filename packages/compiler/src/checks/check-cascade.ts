import { CascadeInDownError } from '../errors/sql-errors.js'
import type { Inspection } from '../script-context.js'
import type { Statement } from '../sql/parse-script.js'
import { text } from '../sql/tree.js'

/** Refuses DROP … CASCADE: what a down script destroys must be named in it. */
export function checkCascade(statements: readonly Statement[], inspection: Inspection): void {
  for (const { kind, node, start } of statements) {
    if (kind !== 'DropStmt' || text(node, 'behavior') !== 'DROP_CASCADE') continue
    const statement = `DROP ${text(node, 'removeType').replace('OBJECT_', '').replace('MATVIEW', 'MATERIALIZED VIEW')}`
    inspection.report(new CascadeInDownError({ place: inspection.place(start), statement }))
  }
}
