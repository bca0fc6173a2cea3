import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileFiles } from '@schemata/compiler'
import { defineSchema, defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import { runner as runNodePgMigrate } from 'node-pg-migrate'
import pg from 'pg'
import { migrate } from 'postgres-migrations'

/** @typedef {{ name: string, apply: (url: string) => Promise<void>, close: () => Promise<void> }} Contender */

/**
 * The same steps for everybody, each contender prepared as its user would have it:
 * files on disk for those that read files, a built package for us.
 *
 * @param {{ id: string, up: string, down: string }[]} steps
 * @returns {Promise<Contender[]>}
 */
export async function makeContenders(steps) {
  return [await schemata(steps), bareClient(steps), await nodePgMigrate(steps), await postgresMigrations(steps)]
}

async function schemata(steps) {
  const files = Object.fromEntries(
    steps.flatMap(({ id, up, down }) => [
      [`migrations/${id}.sql`, up],
      [`migrations/down/${id}.sql`, down],
    ]),
  )
  const migrations = await compileFiles({
    key: 'bench',
    schema: 'bench',
    npmName: '@bench/steps',
    version: '1.0.0',
    files,
  })
  const stack = defineStack({ packages: [defineSchema({ key: 'bench', schema: 'bench', migrations })] })
  return {
    name: 'schemata',
    apply: (url) =>
      withPool(url, async (pool) => expectApplied(await createRunner({ stack, sessions: fromPool(pool) }).apply())),
    prepareIdle: async (url) => {
      const pool = new pg.Pool({ connectionString: url, max: 2 })
      await pool.query('SELECT 1')
      const check = async () => expectApplied(await createRunner({ stack, sessions: fromPool(pool) }).apply())
      return { check, end: () => pool.end() }
    },
    close: async () => {},
  }
}

function expectApplied({ outcome, errors }) {
  if (outcome === 'failed') throw new Error(JSON.stringify(errors))
}

async function withPool(url, work) {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  await work(pool)
  await pool.end()
}

/** A client that is connected before anything is timed. */
async function withOpenClient(url, run) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return { check: () => run(client), end: () => client.end() }
}

/** What could be written by hand: no ledger, no lock, one message and one transaction a step. */
function bareClient(steps) {
  return {
    name: 'one bare pg client',
    apply: async (url) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      for (const { up } of steps) await client.query(`BEGIN;\n${up};\nCOMMIT`)
      await client.end()
    },
    close: async () => {},
  }
}

async function nodePgMigrate(steps) {
  const dir = await mkdtemp(join(tmpdir(), 'schemata-bench-npm-'))
  for (const { id, up, down } of steps) {
    const [version, ...name] = id.split('_')
    const file = `${17000000000000 + Number(version)}_${name.join('-')}.sql`
    await writeFile(join(dir, file), `-- Up Migration\n${up}\n-- Down Migration\n${down}`)
  }
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  return {
    name: 'node-pg-migrate 8.0.4',
    apply: async (databaseUrl) => {
      await runNodePgMigrate({
        databaseUrl,
        dir,
        direction: 'up',
        migrationsTable: 'pgmigrations',
        count: Number.POSITIVE_INFINITY,
        singleTransaction: false,
        logger: silent,
      })
    },
    prepareIdle: (url) =>
      withOpenClient(url, (dbClient) =>
        runNodePgMigrate({
          dbClient,
          dir,
          direction: 'up',
          migrationsTable: 'pgmigrations',
          count: Number.POSITIVE_INFINITY,
          singleTransaction: false,
          logger: silent,
        }),
      ),
    close: () => rm(dir, { recursive: true }),
  }
}

async function postgresMigrations(steps) {
  const dir = await mkdtemp(join(tmpdir(), 'schemata-bench-pm-'))
  for (const { id, up } of steps) {
    const [version, ...name] = id.split('_')
    await writeFile(join(dir, `${Number(version)}_${name.join('-')}.sql`), up)
  }
  return {
    name: 'postgres-migrations 5.3.0',
    apply: async (url) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await migrate({ client }, dir)
      await client.end()
    },
    prepareIdle: (url) => withOpenClient(url, (client) => migrate({ client }, dir)),
    close: () => rm(dir, { recursive: true }),
  }
}
