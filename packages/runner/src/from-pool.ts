import { PoolTooSmallError } from './errors.js'
import { noteCompleted, type Rows, type Session, type Sessions } from './sessions.js'

/** What the runner uses of a `pg.Pool`. */
export interface PoolLike {
  connect(): Promise<PoolClientLike>
  readonly options?: { readonly max?: number | undefined }
}

/** What the runner uses of a `pg.PoolClient`. */
export interface PoolClientLike {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares parameters and results this way.
  query(text: string, values?: any[]): Promise<any>
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  release(destroy?: boolean): void
}

/** The protocol's own events; pg exposes them, its types do not. */
interface ProtocolEvents {
  on(event: 'commandComplete', listener: () => void): unknown
  removeListener(event: 'commandComplete', listener: () => void): unknown
}

/**
 * Takes the runner's two connections from a pool of pg: one holds the lock, one works.
 *
 * The pool stays the caller's: the runner never ends it.
 *
 * @throws PoolTooSmallError for a pool of one, which would wait for itself for ever.
 * @example
 * const runner = createRunner({ stack, sessions: fromPool(new Pool({ connectionString })) })
 */
export function fromPool(pool: PoolLike): Sessions {
  const max = pool.options?.max
  if (max !== undefined && max < 2) throw new PoolTooSmallError({ max })
  return { single: false, open: async () => toSession(await pool.connect()) }
}

function toSession(client: PoolClientLike): Session {
  let lost: (cause: unknown) => void = () => {}
  let broken = false
  const onError = (error: Error): void => {
    broken = true
    lost(error)
  }
  client.on('error', onError)
  const startupPid: unknown = Reflect.get(client, 'processID')
  return {
    startupPid: typeof startupPid === 'number' ? startupPid : undefined,
    query: (text, values) => client.query(text, values),
    run: (sql) => runCounted(client, sql),
    onLost(listener) {
      lost = listener
    },
    release(options) {
      client.removeListener('error', onError)
      client.release(broken || options?.broken === true)
    },
  }
}

async function runCounted(client: PoolClientLike, sql: string): Promise<readonly Rows[]> {
  const protocol: ProtocolEvents | undefined = Reflect.get(client, 'connection')
  let completed = 0
  const count = (): void => {
    completed += 1
  }
  protocol?.on('commandComplete', count)
  try {
    const results: { rows: Rows } | { rows: Rows }[] = await client.query(sql)
    return (Array.isArray(results) ? results : [results]).map((result) => result.rows)
  } catch (error) {
    if (protocol) noteCompleted(error, completed)
    throw error
  } finally {
    protocol?.removeListener('commandComplete', count)
  }
}
