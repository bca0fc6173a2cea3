import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

import { PGlite } from '@electric-sql/pglite'
import type { CatalogContract } from '@schemata/contract'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { compareContracts, contractDigest, readCatalog } from '../src/index.js'
import { SAMPLE_ROLES, sampleDatabase, sampleSql } from './sample.js'

let old: pg.Client
let current: pg.Client
let contract: CatalogContract

beforeAll(async () => {
  old = await sampleDatabase(inject('url15'), 'catalog_read', ['sample', 'tenant_42', 'Weird Name', 'b', 'c'])
  current = await sampleDatabase(inject('url18'), 'catalog_read')
  contract = await readCatalog(old, { schema: 'sample' })
})

afterAll(async () => {
  await Promise.all([old.end(), current.end()])
})

function fact(kind: string, name: string): unknown {
  return contract.objects.find((object) => object.kind === kind && object.name === name)?.facts
}

async function changedSettings(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query(`SELECT name, setting FROM pg_settings WHERE source = 'session' ORDER BY name`)
  return rows
}

test('describes every kind of object', () => {
  const kinds = new Set(contract.objects.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(
    'column constraint function grant index policy rule sequence table trigger type view'.split(' '),
  )
})

test('is equal on PostgreSQL 15 and 18', async () => {
  const newer = await readCatalog(current, { schema: 'sample' })
  expect(compareContracts(contract, newer)).toEqual([])
  expect(contractDigest(newer)).toBe(contractDigest(contract))
})

test('is equal on PGlite', async () => {
  const lite = await PGlite.create()
  for (const role of SAMPLE_ROLES) await lite.query(`CREATE ROLE ${role}`)
  await lite.exec(sampleSql())
  expect(compareContracts(contract, await readCatalog(lite, { schema: 'sample' }))).toEqual([])
  await lite.close()
})

test.each(['tenant_42', 'Weird Name', 'b', 'c'])('is equal when the schema is installed as %s', async (schema) => {
  const relocated = await readCatalog(old, { schema, as: 'sample' })
  expect(compareContracts(contract, relocated)).toEqual([])
  expect(contractDigest(relocated)).toBe(contractDigest(contract))
})

test('keeps the schema name where it is text', () => {
  expect(fact('column', 'customers.name')).toMatchObject({
    default: `'see sample.customers, not "sample".x'::character varying`,
  })
  expect(fact('table', 'customers')).toMatchObject({ comment: 'People in sample.customers.' })
  expect(fact('column', 'builds.ticket')).toMatchObject({ default: `nextval('sample.ticket_numbers'::regclass)` })
})

const hasPgDump = (() => {
  try {
    return Number(/\d+/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[0]) >= 15
  } catch {
    return false
  }
})()

test.runIf(hasPgDump)('is equal after dump and restore', async () => {
  const source = new URL(inject('url15'))
  source.pathname = '/catalog_read'
  const { stdout } = await promisify(execFile)('pg_dump', ['--schema=sample', '--schema-only', source.href])
  // \restrict and \unrestrict are for psql alone.
  const sql = stdout.replaceAll(/^\\.*$/gm, '')
  const restored = await sampleDatabase(inject('url15'), 'catalog_restored', [])
  await restored.query(sql)
  expect(compareContracts(contract, await readCatalog(restored, { schema: 'sample' }))).toEqual([])
  await restored.end()
})

test('does not depend on the session and leaves it as it was', async () => {
  const settings = `
    SET search_path = sample, public; SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German, DMY';
    SET IntervalStyle = 'iso_8601'; SET extra_float_digits = -5; SET bytea_output = 'escape';
    SET quote_all_identifiers = on`
  for (const client of [old, current]) {
    await client.query(settings)
    const before = await changedSettings(client)
    expect(compareContracts(contract, await readCatalog(client, { schema: 'sample' }))).toEqual([])
    expect(await changedSettings(client)).toEqual(before)

    await client.query('BEGIN')
    await client.query(`SET LOCAL search_path = tenant_42; SET LOCAL TimeZone = 'Europe/Paris'`)
    const inside = await changedSettings(client)
    expect(compareContracts(contract, await readCatalog(client, { schema: 'sample' }))).toEqual([])
    await readCatalog(client, { schema: 'absent' })
    expect(await changedSettings(client)).toEqual(inside)
    await client.query('COMMIT')
    expect(await changedSettings(client)).toEqual(before)
    await client.query('RESET ALL')
  }
})

test.each(['enable_nestloop', 'enable_hashjoin', 'enable_mergejoin', 'enable_indexscan', 'enable_seqscan'])(
  'does not depend on the plan: without %s',
  async (setting) => {
    for (const client of [old, current]) {
      await client.query(`SET search_path = sample; SET ${setting} = off; SET jit = off`)
      expect(compareContracts(contract, await readCatalog(client, { schema: 'sample' }))).toEqual([])
      await client.query('RESET ALL')
    }
  },
)

test('reads through a pool, in a read-only transaction, by a role without rights', async () => {
  const pool = new pg.Pool({ host: old.host, port: old.port, user: 'postgres', database: 'catalog_read', max: 2 })
  const contracts = await Promise.all(Array.from({ length: 6 }, () => readCatalog(pool, { schema: 'sample' })))
  expect(new Set(contracts.map(contractDigest))).toEqual(new Set([contractDigest(contract)]))
  await pool.end()

  await old.query('BEGIN READ ONLY')
  await old.query('SET LOCAL ROLE catalog_reader')
  expect(compareContracts(contract, await readCatalog(old, { schema: 'sample' }))).toEqual([])
  await old.query('ROLLBACK')
})

test('says nothing about a schema that does not exist', async () => {
  expect(await readCatalog(old, { schema: 'absent' })).toEqual({ format: 1, schema: 'absent', objects: [] })
})

test('passes over partitions that come and go, and keeps those that are structure', () => {
  const tables = contract.objects.filter(({ kind }) => kind === 'table').map(({ name }) => name)
  expect(tables).not.toContain('events_2024')
  expect(tables).toEqual(expect.arrayContaining(['events', 'events_default', 'shards_0', 'shards_1']))
  expect(fact('table', 'shards_1')).toEqual({
    bound: 'FOR VALUES WITH (modulus 2, remainder 1)',
    parents: ['sample.shards'],
  })
})

test('gives arguments their own defaults, whatever stands between them', () => {
  expect(fact('function', 'summarise(date, sample.status)')).toMatchObject({
    arguments: [
      { name: 'p_from', type: 'date' },
      { name: 'builds', mode: 'out', type: 'bigint' },
      { name: 'p_status', type: 'sample.status', default: `'done'::sample.status` },
      { name: 'total', mode: 'out', type: 'numeric' },
    ],
    result: 'record',
  })
})

test('gives roles their symbolic names', async () => {
  const named = await readCatalog(old, { schema: 'sample', roles: { catalog_reader: 'reader' } })
  expect(
    named.objects.find(({ kind, name }) => kind === 'policy' && name === 'builds.own_builds')?.facts,
  ).toMatchObject({
    roles: ['reader'],
  })
  expect(named.objects.find(({ kind, name }) => kind === 'grant' && name === 'column builds.total')?.facts).toEqual({
    reader: ['UPDATE'],
  })
})

test('leaves out what belongs to an extension', async () => {
  const extended = await sampleDatabase(inject('url15'), 'catalog_extended')
  await extended.query('CREATE FUNCTION sample.plain() RETURNS integer LANGUAGE sql RETURN 1')
  await extended.query('ALTER EXTENSION plpgsql ADD FUNCTION sample.plain()')
  expect(compareContracts(contract, await readCatalog(extended, { schema: 'sample' }))).toEqual([])
  await extended.end()
})
