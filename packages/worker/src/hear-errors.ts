import type { Queryable } from '@schemata/contract'

const heard = new WeakSet<Queryable>()
const ignore = (): void => {}

/**
 * Listens to a pool's errors, once per pool. An idle connection that the server ends makes
 * the pool emit one, and unheard it would end the process; what matters of it shows again
 * at the next statement.
 */
export function hearErrors(pool: Queryable): void {
  if (heard.has(pool) || !('on' in pool) || typeof pool.on !== 'function') return
  heard.add(pool)
  pool.on('error', ignore)
}
