import { setTimeout } from 'node:timers/promises'
import type { ClientBase } from 'pg'

import { listMarkedDatabases, markDatabase, randomName } from './database-mark.js'
import { databaseUrl } from './database-url.js'
import { dropDatabase } from './drop-database.js'
import { lockTemplate, unlockTemplate } from './template-lock.js'

export interface EnsureTemplateParameters {
  /** Connected to the server's common database; used for nothing else meanwhile. */
  readonly client: ClientBase
  /** The connection string of that client. */
  readonly url: string
  readonly name: string
  /** Fills the empty database. */
  readonly apply: (url: string) => Promise<void>
}

/**
 * Makes sure that the template database is there, whole and closed to connections.
 *
 * Of several processes one builds it, under an advisory lock; the others wait. It is
 * built under another name, so that a process that dies leaves nothing in the way.
 */
export async function ensureTemplate({ client, url, name, apply }: EnsureTemplateParameters): Promise<void> {
  if (await isReady(client, name)) return
  await lockTemplate(client, name)
  try {
    if (await isReady(client, name)) return
    await removeRemains(client, name)
    await build({ client, url, name, apply })
  } finally {
    await unlockTemplate(client, name)
  }
}

async function isReady(client: ClientBase, name: string): Promise<boolean> {
  const databases = await listMarkedDatabases(client)
  return databases.some((database) => database.name === name && database.kind === 'template' && database.ready)
}

/** Somebody died between the last statements of `build`. */
async function removeRemains(client: ClientBase, name: string): Promise<void> {
  const databases = await listMarkedDatabases(client)
  if (databases.some((database) => database.name === name)) await dropDatabase(client, name, { sessions: 'end' })
}

async function build({ client, url, name, apply }: EnsureTemplateParameters): Promise<void> {
  const building = randomName('building')
  await client.query(`CREATE DATABASE ${building} TEMPLATE template0 ENCODING 'UTF8' STRATEGY FILE_COPY`)
  await markDatabase(client, building, 'building')
  try {
    await apply(databaseUrl(url, building))
    await waitForSessionsToEnd(client, building)
    await client.query(`ALTER DATABASE ${building} RENAME TO ${name}`)
  } catch (error) {
    await dropDatabase(client, building, { sessions: 'end' })
    throw error
  }
  await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`)
  await markDatabase(client, name, 'template')
}

/** A server process lives a little longer than its connection; the statements that follow would wait 100 ms for it. */
async function waitForSessionsToEnd(client: ClientBase, name: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { rows } = await client.query('SELECT FROM pg_stat_activity WHERE datname = $1 LIMIT 1', [name])
    if (rows.length === 0) return
    await setTimeout(5)
  }
}
