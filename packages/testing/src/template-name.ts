import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { ClientBase } from 'pg'

import { databasePrefixes } from './database-mark.js'

/**
 * The template's name for a stack's digest, on this server's version and as this
 * version of the runner applies it.
 */
export async function templateName(client: ClientBase, digest: string): Promise<string> {
  const { rows } = await client.query("SELECT current_setting('server_version_num') AS version")
  const all = createHash('sha256').update(`${rows[0]?.version} ${runnerVersion()} ${digest}`).digest('hex')
  return databasePrefixes.template + all.slice(0, 32)
}

/** The ledger is part of the template, and another runner may write another one. */
export function runnerVersion(): string {
  const manifest: { version?: unknown } = createRequire(import.meta.url)('@schemata/runner/package.json')
  return String(manifest.version)
}
