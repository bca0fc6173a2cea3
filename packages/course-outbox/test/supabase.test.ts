import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auth } from '@schemata/auth/schema'
import { defineStack } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'
import { createRunner, exportSupabase, fromPool } from '@schemata/runner'
import { supabasePush } from '@schemata/supabase-push'
import pg from 'pg'
import { expect } from 'vitest'

import { courseOutbox } from '../src/index.js'
import { test } from './test.js'

const DOCUMENTED = [
  '20251118094238_create_transactional_outbox_tables.sql',
  '20251118095804_create_initialize_fsm_with_outbox_rpc.sql',
]

/** An empty database in which identity is there already, as on a Supabase host. */
async function onHost(pool: pg.Pool, url: string, use: (host: pg.Pool) => Promise<void>): Promise<void> {
  const name = `course_outbox_${randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE DATABASE ${name}`)
  const host = new pg.Pool({ connectionString: Object.assign(new URL(url), { pathname: name }).href, max: 4 })
  host.on('error', () => {})
  try {
    await createRunner({ stack: defineStack({ packages: [auth] }), sessions: fromPool(host) }).apply()
    await host.query('DROP SCHEMA schemata CASCADE')
    await use(host)
  } finally {
    await host.end()
    await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
  }
}

async function push(host: pg.Pool, stack: Parameters<typeof exportSupabase>[0]): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'course-outbox-supabase-'))
  const client = new pg.Client(host.options)
  await client.connect()
  try {
    for (const { name, sql } of exportSupabase(stack, []).files) await writeFile(join(directory, name), sql)
    return await supabasePush(client, directory)
  } finally {
    await client.end()
    await rm(directory, { recursive: true, force: true })
  }
}

test('is pushed with the Supabase CLI, adopted, and current', async ({ pool, url }) => {
  const stack = defineStack({
    packages: [auth, courses, courseOutbox],
    provided: ['auth'],
    schemas: { 'course-outbox': 'public' },
  })
  await onHost(pool, url, async (host) => {
    const runner = createRunner({ stack, sessions: fromPool(host) })

    const pushed = await push(host, stack)
    const recorded = await host.query(
      `SELECT version || '_' || name || '.sql' AS file FROM supabase_migrations.schema_migrations ORDER BY version`,
    )
    const adopted = await runner.adopt({ write: true })

    expect(pushed).toEqual(expect.arrayContaining(DOCUMENTED))
    expect(recorded.rows.map(({ file }) => file)).toEqual(pushed)
    expect(adopted).toMatchObject({
      outcome: 'adopted',
      errors: [],
      adoptions: [
        { package: 'courses', matches: true, sources: [{ tool: 'supabase', disagreements: [] }] },
        { package: 'course-outbox', matches: true, sources: [{ tool: 'supabase', disagreements: [] }] },
      ],
      ledgers: [{ unmatched: [], ambiguous: [] }],
    })
    expect((await runner.status()).packages.filter(({ key }) => key !== 'auth')).toMatchObject([
      { key: 'courses', state: 'current' },
      { key: 'course-outbox', state: 'current' },
    ])
    expect(await runner.apply()).toMatchObject({ outcome: 'current', errors: [] })
    expect((await runner.verify({ level: 'drift' })).differences).toEqual([])
  })
})

test('believes the catalog where the record of a step was kept and its objects were dropped', async ({ pool, url }) => {
  const stack = defineStack({ packages: [auth, courses, courseOutbox], provided: ['auth'] })
  await onHost(pool, url, async (host) => {
    await push(host, stack)
    const last = courseOutbox.migrations.steps.at(-1)
    await host.query(last?.down?.sql ?? '')

    const { adoptions } = await createRunner({ stack, sessions: fromPool(host) }).adopt()

    expect(adoptions[1]).toMatchObject({
      matches: true,
      sources: [{ disagreements: [{ reason: 'objects_missing', step: `${last?.version}_${last?.name}` }] }],
    })
  })
})
