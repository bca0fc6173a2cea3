import type { ClientBase } from 'pg'

import { isSqlState } from './is-sql-state.js'

const NO_SUCH_DATABASE = '3D000'
const IN_USE = '55006'

/**
 * Drops a database of ours; `sessions` says what becomes of those that are connected to it.
 *
 * @returns false when it is gone already, is being copied at this moment, or is kept for its sessions.
 */
export async function dropDatabase(
  client: ClientBase,
  name: string,
  { sessions }: { sessions: 'end' | 'keep' },
): Promise<boolean> {
  try {
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE false`)
    await client.query(`DROP DATABASE ${name}${sessions === 'end' ? ' WITH (FORCE)' : ''}`)
    return true
  } catch (error) {
    if (isSqlState(error, NO_SUCH_DATABASE, IN_USE)) return false
    throw error
  }
}
