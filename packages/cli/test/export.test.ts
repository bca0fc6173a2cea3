import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { supabasePush } from '@schemata/supabase-push'
import pg from 'pg'
import { expect } from 'vitest'

import type { PackageSource } from './project.js'
import { billing, shop } from './shop.js'
import { test } from './test.js'

const OUT = ['export', '--format', 'supabase', '--out', 'supabase/migrations']

const indexed: PackageSource = {
  ...shop,
  steps: { ...shop.steps, '20250101000000_find_items': 'CREATE INDEX CONCURRENTLY idx_items ON shop.items (item_id);' },
}

async function push(url: string, directory: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await supabasePush(client, join(directory, 'supabase/migrations'))
  } finally {
    await client.end()
  }
}

test('writes files that the Supabase CLI pushes, after which adopt makes the database current', async ({
  project,
  cli,
  database,
}) => {
  await project.write(indexed, billing)

  const written = JSON.parse((await cli([...OUT, '--json'])).stdout)
  const pushed = await push(database.url, project.directory)
  const adopted = JSON.parse((await cli(['adopt', '--write', '--json'])).stdout)

  expect(written).toMatchObject({
    written: [
      '20000101000001_shop_001_items.sql',
      '20000101000002_shop_002_orders.sql',
      '20250101000000_find_items.sql',
      '20250101000001_billing_001_invoices.sql',
    ],
    unchanged: 0,
    outOfOrder: [],
  })
  expect(pushed).toEqual(written.written)
  expect(adopted).toMatchObject({
    outcome: 'adopted',
    adoptions: [
      { package: 'shop', matches: true, sources: [{ tool: 'supabase', disagreements: [] }] },
      { package: 'billing', matches: true, sources: [{ tool: 'supabase', disagreements: [] }] },
    ],
    ledgers: [{ entries: 4, unmatched: [], ambiguous: [] }],
  })
  expect((await cli(['status', '--check'])).exitCode).toBe(0)
})

test('writes nothing twice, adds what is new, and leaves earlier files as they are', async ({ project, cli }) => {
  await project.write(shop)
  const directory = join(project.directory, 'supabase/migrations')
  await cli(OUT)
  await writeFile(join(directory, '20260101000000_ours.sql'), 'SELECT 1;\n')
  const before = await readFile(join(directory, '20000101000001_shop_001_items.sql'))

  const again = await cli(OUT)
  await project.write(shop, billing)
  const more = await cli(OUT)

  expect(again.stdout).toBe('0 files written, 2 unchanged.\n')
  expect(more.stdout).toContain('written: 20260101000001_billing_001_invoices.sql\n1 files written, 2 unchanged.')
  expect(await readdir(directory)).toHaveLength(4)
  expect(await readFile(join(directory, '20000101000001_shop_001_items.sql'))).toEqual(before)
})

test('stops where an exported file was changed, exit 5, and writes nothing', async ({ project, cli }) => {
  await project.write(shop)
  await cli(OUT)
  await project.file('supabase/migrations/20000101000001_shop_001_items.sql', 'SELECT 1;\n')
  await project.write(shop, billing)

  const { exitCode, stdout } = await cli([...OUT, '--json'])

  expect({ exitCode, errors: JSON.parse(stdout).errors }).toMatchObject({
    exitCode: 5,
    errors: [{ code: 'EXPORTED_FILE_CHANGED' }],
  })
  expect(await readdir(join(project.directory, 'supabase/migrations'))).toHaveLength(2)
})

test('wants a format, and a directory for files', async ({ project, cli }) => {
  await project.write(shop)

  expect((await cli(['export'])).exitCode).toBe(2)
  expect((await cli(['export', '--format', 'supabase'])).exitCode).toBe(2)
  expect((await cli(['export', '--format', 'psql'])).stdout).toContain('\\set ON_ERROR_STOP on')
})
