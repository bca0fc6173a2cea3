import type { PoolClient } from 'pg'

import { EndedTransactionError } from './errors.js'
import { isSqlState } from './is-sql-state.js'

const MARK = 'schemata.test_transaction'

/** Begins a transaction that {@link rollBack} recognises. */
export async function beginTest(client: PoolClient): Promise<void> {
  await client.query(`BEGIN; SET LOCAL ${MARK} = 'open'`)
}

/**
 * Rolls back, whether or not a statement has failed in the transaction.
 *
 * @throws EndedTransactionError when the transaction is not the one that was begun.
 */
export async function rollBack(client: PoolClient): Promise<void> {
  const open = await isOpen(client)
  await client.query('ROLLBACK')
  if (!open) throw new EndedTransactionError()
}

async function isOpen(client: PoolClient): Promise<boolean> {
  try {
    const { rows } = await client.query('SELECT current_setting($1, true) AS mark', [MARK])
    return rows[0]?.mark === 'open'
  } catch (error) {
    // In a failed transaction nothing may be asked, and it is still ours.
    if (isSqlState(error, '25P02')) return true
    throw error
  }
}
