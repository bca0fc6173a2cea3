import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { runPipeline } from './run-pipeline.js'
import { splitStatements } from './split-statements.js'

export { splitStatements }

const HISTORY = [
  "SET lock_timeout = '4s'",
  'CREATE SCHEMA IF NOT EXISTS supabase_migrations',
  'CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY)',
  'ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS statements text[]',
  'ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS name text',
]

const RECORD = 'INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES ($1, $2, $3)'

export async function supabasePush(client, directory) {
  for (const statement of HISTORY) await client.query(statement)
  const { rows } = await client.query('SELECT version FROM supabase_migrations.schema_migrations ORDER BY version')
  const recorded = rows.map(({ version }) => version)
  const pending = []
  for (const name of (await readdir(directory)).sort()) {
    const [, version, title] = /^([0-9]+)_(.*)\.sql$/.exec(name) ?? []
    if (version !== undefined && !recorded.includes(version)) pending.push({ name, version, title })
  }
  const early = pending.find(({ version }) => version < (recorded.at(-1) ?? ''))
  if (early) throw new Error(`${early.name} comes before the last migration on the database`)
  for (const { name, version, title } of pending) {
    await client.query('RESET ALL')
    const statements = splitStatements(await readFile(join(directory, name), 'utf8'))
    await runPipeline(client, [
      ...statements.map((text) => ({ text, values: [] })),
      { text: RECORD, values: [version, title, textArray(statements)] },
    ])
  }
  return pending.map(({ name }) => name)
}

function textArray(values) {
  return `{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}
