import type { Stack } from '@schemata/contract'
import pg, { type Client, type Pool } from 'pg'

import { applyStack } from './apply-stack.js'
import { cloneTemplate } from './clone-template.js'
import { databaseUrl } from './database-url.js'
import { dropDatabase } from './drop-database.js'
import { ensureTemplate } from './ensure-template.js'
import { providedServer } from './provided-server.js'
import { stackDigest } from './stack-digest.js'
import { templateName } from './template-name.js'
import { withClient } from './with-client.js'

export interface CreateTestDatabaseParameters {
  readonly stack: Stack
  /** A server and a role that may create databases. @default the one of vitest's global setup */
  readonly url?: string
  /** Size of the pool. @default 8 */
  readonly max?: number
}

/** A database of one's own, with the stack applied. */
export interface TestDatabase {
  readonly url: string
  readonly pool: Pool
  /** Ends the pool and drops the database, with whoever is still connected. */
  drop(): Promise<void>
}

/**
 * Makes a fresh database on which the stack has been applied.
 *
 * The stack is applied once per server and digest, by whichever process comes first, to
 * a template that all others copy. What is committed stays in this database.
 *
 * @throws NoTestServerError without a global setup and a `url`.
 * @throws StackNotAppliedError with what the runner reports.
 * @example
 * const { pool, drop } = await createTestDatabase({ stack })
 */
export async function createTestDatabase(parameters: CreateTestDatabaseParameters): Promise<TestDatabase> {
  const { stack, url = providedServer().url, max = 8 } = parameters
  const name = await withClient(url, async (client) => {
    const template = await templateName(client, stackDigest(stack))
    return copyOf({ client, url, template, stack })
  })
  const pool = new pg.Pool({ connectionString: databaseUrl(url, name), max })
  // The server may go away while connections idle; whoever uses one next is told.
  pool.on('error', () => {})
  let dropping: Promise<void> | undefined
  const drop = async () => {
    await pool.end()
    await withClient(url, (client) => dropDatabase(client, name, { sessions: 'end' }))
  }
  return {
    url: databaseUrl(url, name),
    pool,
    drop: () => {
      dropping ??= drop()
      return dropping
    },
  }
}

interface CopyParameters {
  readonly client: Client
  readonly url: string
  readonly template: string
  readonly stack: Stack
}

async function copyOf({ client, url, template, stack }: CopyParameters): Promise<string> {
  await ensureTemplate({ client, url, name: template, apply: (target) => applyStack(stack, target) })
  return cloneTemplate(client, template)
}
