import type { Reverse } from './ledger.js'
import { identifier } from './quote.js'
import { DataLossError } from './revert-errors.js'
import type { Session } from './sessions.js'

/** Looks for rows that the down scripts would destroy; an empty table or column is no loss. @throws DataLossError */
export async function refuseDataLoss(work: Session, reverses: readonly Reverse[]): Promise<void> {
  const losses: string[] = []
  for (const { statement, relation, column } of reverses.flatMap((reverse) => reverse.destroys)) {
    const name = relation.split('.').map(identifier).join('.')
    const filled = column === undefined ? '' : ` WHERE ${identifier(column)} IS NOT NULL`
    const { rows } = await work.query('SELECT to_regclass($1) IS NOT NULL AS present', [name])
    if (!rows[0]?.present) continue
    const found = await work.query(`SELECT EXISTS (SELECT FROM ${name}${filled}) AS filled`)
    if (found.rows[0]?.filled) losses.push(`${statement} ${relation}${column === undefined ? '' : `.${column}`}`)
  }
  if (losses.length > 0) throw new DataLossError({ losses })
}
