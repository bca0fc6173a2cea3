import pg from 'pg'
import { test as base, describe, expect } from 'vitest'

import { refuseReset } from '../src/dev/refuse-reset.js'
import { aProject, type Project } from './project.js'
import type { Run } from './run-cli.js'
import { billing, brokenShop, shop } from './shop.js'
import { type SpawnOptions, spawnCli } from './spawn-cli.js'
import { queryAt, test } from './test.js'

const SAMPLE = 'INSERT INTO shop.items (item_id) VALUES (1), (2);\nINSERT INTO shop.orders (order_id) VALUES (7);\n'

describe('on the embedded server', () => {
  type Reset = (options?: Partial<SpawnOptions>) => Promise<Run>

  const test = base.extend<{ project: Project; reset: Reset }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
    project: async ({}, use) => {
      const project = await aProject()
      await project.write(shop, billing)
      await project.file('dev/sample_items.sql', SAMPLE)
      await project.file('dev/notes.sql', 'SELECT no_sample();\n')
      await use(project)
      await spawnCli(['dev', '--stop'], { cwd: project.directory })
      await project.remove()
    },
    reset: async ({ project }, use) => {
      await use((options = {}) => spawnCli(['dev', 'reset', '--json'], { cwd: project.directory, ...options }))
    },
  })

  test('starts over with sample data, and leaves what the stack did not make', async ({ project, reset }) => {
    await project.write(shop)
    const { url } = JSON.parse((await spawnCli(['dev', '--once', '--json'], { cwd: project.directory })).stdout)
    await queryAt(
      url,
      'CREATE TABLE mine (id integer); INSERT INTO shop.items VALUES (99); CREATE VIEW shop.odd AS SELECT 1',
    )

    const { exitCode, stdout } = await reset()

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      dropped: ['shop'],
      outcome: 'applied',
      applied: [expect.objectContaining({ name: 'items' }), expect.objectContaining({ name: 'orders' })],
      samples: [{ package: 'shop', file: 'dev/sample_items.sql' }],
      errors: [],
    })
    expect(await queryAt(url, 'SELECT item_id FROM shop.items ORDER BY 1')).toEqual([{ item_id: 1 }, { item_id: 2 }])
    expect(await queryAt(url, `SELECT to_regclass('shop.odd') AS odd, to_regclass('mine')::text AS mine`)).toEqual([
      { odd: null, mine: 'mine' },
    ])
  })

  test('is refused in production, exit 7, and ignores DATABASE_URL', async ({ reset }) => {
    const { exitCode, stdout } = await reset({
      env: { NODE_ENV: 'production', DATABASE_URL: 'postgres://127.0.0.1/shop' },
    })

    expect(exitCode).toBe(7)
    expect(JSON.parse(stdout).errors).toEqual([expect.objectContaining({ code: 'RESET_REFUSED' })])
  })
})

describe('on a database that is named', () => {
  const nameOf = (url: string) => new URL(url).pathname.slice(1)

  test('needs its name once more', async ({ project, cli, database }) => {
    await project.write(shop)
    await cli(['apply'])

    const unsure = await cli(['dev', 'reset', '--database-url', database.url])
    const sure = await cli(['dev', 'reset', '--database-url', database.url, '--yes-destroy', nameOf(database.url)])

    expect(unsure.exitCode).toBe(7)
    expect(unsure.stderr).toContain(`--yes-destroy ${nameOf(database.url)}`)
    expect(sure.exitCode).toBe(0)
    expect(sure.stdout).toBe('Dropped shop.\nApplied 2 steps.\n')
  })

  test('undoes step by step what lives in a schema that was there before', async ({ project, cli, database }) => {
    await project.write(shop, billing)
    await database.query('CREATE SCHEMA shop; CREATE TABLE shop.mine (id integer)')
    await cli(['apply'])

    const { exitCode, stdout } = await cli([
      ...['dev', 'reset', '--database-url', database.url],
      ...['--yes-destroy', nameOf(database.url), '--json'],
    ])

    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ dropped: [], outcome: 'applied' })
    expect(
      await database.query(`SELECT to_regclass('shop.mine')::text AS mine, to_regclass('shop.items')::text AS items`),
    ).toEqual([{ mine: 'shop.mine', items: 'shop.items' }])
  })

  test('runs reset scripts of packages as of a development database, all or nothing', async ({
    project,
    cli,
    database,
  }) => {
    await project.write(shop)
    await database.query('CREATE TABLE public.resets (environment text)')
    await cli(['apply'])
    const reset = () =>
      cli(['dev', 'reset', '--database-url', database.url, '--yes-destroy', nameOf(database.url), '--json'])
    const note = `DROP TABLE shop.orders;\nINSERT INTO public.resets SELECT current_setting('schemata.environment');\n`

    await project.file('dev/004_reset_shop.sql', `${note}SELECT shop.nothing();\n`)
    const failed = await reset()
    const kept = await database.query(`SELECT to_regclass('shop.orders')::text AS orders`)
    await project.file('dev/004_reset_shop.sql', note)
    const done = await reset()

    expect(failed.exitCode).toBe(8)
    expect(JSON.parse(failed.stdout).errors).toEqual([
      expect.objectContaining({ code: 'RESET_FAILED', package: 'shop', file: 'dev/004_reset_shop.sql' }),
    ])
    expect(kept).toEqual([{ orders: 'shop.orders' }])
    expect(done.exitCode).toBe(0)
    expect(await database.query('SELECT environment FROM public.resets')).toEqual([{ environment: 'development' }])
  })

  test('waits for nobody who holds the lock, exit 6, and loses nothing', async ({ project, cli, database }) => {
    await project.write(shop)
    await cli(['apply'])
    const { LOCK_KEY } = await import('@schemata/runner')
    const holder = new pg.Client({ connectionString: database.url })
    await holder.connect()
    await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK_KEY})`)

    const { exitCode } = await cli([
      'dev',
      'reset',
      '--database-url',
      database.url,
      '--yes-destroy',
      nameOf(database.url),
    ])

    await holder.end()
    expect(exitCode).toBe(6)
    expect(await database.query(`SELECT to_regclass('shop.items')::text AS items`)).toEqual([{ items: 'shop.items' }])
  })

  test('reports a step that fails, exit 8', async ({ project, cli, database }) => {
    await project.write(brokenShop)

    const { exitCode } = await cli([
      'dev',
      'reset',
      '--database-url',
      database.url,
      '--yes-destroy',
      nameOf(database.url),
    ])

    expect(exitCode).toBe(8)
  })

  test('reports sample data that fails by file, exit 8', async ({ project, cli, database }) => {
    await project.write(shop)
    await project.file('dev/sample.sql', 'INSERT INTO shop.items (item_id) VALUES (1), (1);\n')

    const args = ['dev', 'reset', '--database-url', database.url, '--yes-destroy', nameOf(database.url), '--json']
    const { exitCode, stdout } = await cli(args)

    expect(exitCode).toBe(8)
    expect(JSON.parse(stdout).errors).toEqual([
      expect.objectContaining({ code: 'SAMPLE_FAILED', package: 'shop', file: 'dev/sample.sql' }),
    ])
  })
})

describe('is refused', () => {
  const refusal = (url: string, allowed: string | undefined, defaultHost?: string) => {
    try {
      refuseReset({ url, allowed, defaultHost, environment: undefined })
      return 'allowed'
    } catch (error) {
      return error instanceof Error ? error.message : error
    }
  }

  base.for([
    ['postgres://db.example.org/shop', 'shop', '`db.example.org` is not this machine'],
    ['postgres://10.0.0.1/shop', 'shop', '`10.0.0.1` is not this machine'],
    ['postgres://127.0.0.1.example.org/shop', 'shop', 'is not this machine'],
    ['postgres://127.0.0.1/shop?host=db.example.org', 'shop', '`db.example.org` is not this machine'],
    ['postgres://127.0.0.1', '', 'names no database'],
    ['postgres://127.0.0.1/shop_production', 'shop_production', 'called like a production database'],
    ['postgres://localhost/live-shop', 'live-shop', 'called like a production database'],
    ['postgres://127.0.0.1/shop', 'shops', '`shops` is another one'],
    ['postgres://127.0.0.1/shop', undefined, 'it was not said that it may be destroyed'],
  ] as const)('for %s with --yes-destroy %s', ([url, allowed, message]) => {
    expect(refusal(url, allowed)).toContain(message)
  })

  base('where PGHOST leads away', () => {
    expect(refusal('postgres:///shop', 'shop', 'db.example.org')).toContain('`db.example.org` is not this machine')
    expect(refusal('postgres:///shop', 'shop', '/run/postgresql')).toBe('allowed')
  })

  base('nowhere else', () => {
    const urls = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `postgres://ada:secret@${host}:5433/shop_products`)

    expect(urls.map((url) => refusal(url, 'shop_products'))).toEqual(['allowed', 'allowed', 'allowed'])
    expect(refusal('postgres:///shop?host=/run/postgresql', 'shop')).toBe('allowed')
  })
})
