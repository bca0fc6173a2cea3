import { readCatalog, readStamp } from '@schemata/catalog'
import { compileFiles } from '@schemata/compiler'
import { defineSchema, defineStack } from '@schemata/contract'
import { assertReady, createRunner, fromPool, relocate } from '@schemata/runner'
import pg from 'pg'
import { median } from '../measure/interleave.js'
import { scratchDatabase } from '../measure/scratch-database.js'

/**
 * What has a budget of its own rather than a peer.
 *
 * @param {string} serverUrl
 * @param {import('@schemata/contract').SchemaPackage} example a package of real size
 */
export async function measureBudgets(serverUrl, example) {
  const many = await manyPackages(50, 500)
  return [
    {
      work: 'boot assertion, 50 packages of 500 steps: server time',
      limit: 1,
      ...(await measureBoot(serverUrl, many)),
    },
    {
      work: 'plan over 5,000 pending steps',
      limit: 150,
      ...(await measurePlan(serverUrl, await manyPackages(50, 100))),
    },
    ...(await measureDrift(serverUrl, example)),
    { work: `names of ${example.key} put in`, limit: 1, milliseconds: measureRelocation(example) },
  ]
}

async function manyPackages(count, steps) {
  const files = Object.fromEntries(
    Array.from({ length: steps }, (_, index) => {
      const id = `${String(index + 1).padStart(4, '0')}_step`
      const create = index === 0 ? 'CREATE SCHEMA IF NOT EXISTS many;\n' : ''
      return [
        [`migrations/${id}.sql`, `${create}SELECT ${index};\n`],
        [`migrations/down/${id}.sql`, 'SELECT 1;\n'],
      ]
    }).flat(),
  )
  const migrations = await compileFiles({
    key: 'many',
    schema: 'many',
    npmName: '@bench/many',
    version: '1.0.0',
    files,
  })
  const packages = Array.from({ length: count }, (_, index) =>
    defineSchema({ key: `many-${index}`, schema: `many_${index}`, migrations }),
  )
  return defineStack({ packages })
}

async function measureBoot(serverUrl, stack) {
  return withDatabase(serverUrl, async (pool) => {
    await createRunner({ stack, sessions: fromPool(pool) }).apply()
    await assertReady(pool, stack)
    const query = await capture(pool, (watched) => assertReady(watched, stack))
    return { milliseconds: await serverTime(pool, query) }
  })
}

async function measurePlan(serverUrl, stack) {
  return withDatabase(serverUrl, async (pool) => {
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    await runner.plan()
    return { milliseconds: await medianOf(9, () => runner.plan()) }
  })
}

async function measureDrift(serverUrl, example) {
  const objects = example.migrations.contract.objects.length
  return withDatabase(serverUrl, async (pool) => {
    const needed = [...example.requires.map((requirement) => requirement.package), example]
    await createRunner({ stack: defineStack({ packages: needed }), sessions: fromPool(pool) }).apply()
    await pool.query('ANALYZE')
    const { schema, key } = example
    const whole = await capture(pool, (watched) => readCatalog(watched, { schema }))
    const stamp = await capture(pool, (watched) => readStamp(watched, [schema]))
    return [
      {
        work: `drift of ${key}, ${objects} objects: server time`,
        limit: 5,
        milliseconds: await serverTime(pool, whole),
      },
      {
        work: 'the same again, nothing changed since: server time',
        limit: 5,
        milliseconds: await serverTime(pool, stamp),
      },
    ]
  })
}

function measureRelocation({ migrations, schema }) {
  const names = { schemas: { [schema]: 'tenant_42' }, roles: {} }
  const times = Array.from({ length: 50 }, () => {
    const started = performance.now()
    for (const step of migrations.steps) relocate(step.up, names)
    return performance.now() - started
  })
  return median(times)
}

async function withDatabase(serverUrl, work) {
  const database = await scratchDatabase(serverUrl)
  const pool = new pg.Pool({ connectionString: database.url, max: 3 })
  try {
    return await work(pool)
  } finally {
    await pool.end()
    await database.drop()
  }
}

/** The one statement that a call sends. */
async function capture(pool, call) {
  const sent = []
  await call({
    query: (text, values) => {
      sent.push({ text, values })
      return pool.query(text, values)
    },
  })
  if (sent.length !== 1) throw new Error(`expected one statement, ${sent.length} were sent`)
  return sent[0]
}

/** Planning and execution as the server measures them. */
async function serverTime(pool, { text, values }) {
  const times = []
  for (let round = 0; round < 15; round += 1) {
    const { rows } = await pool.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, values)
    const [plan] = rows[0]['QUERY PLAN']
    times.push(plan['Planning Time'] + plan['Execution Time'])
  }
  return median(times)
}

async function medianOf(rounds, work) {
  const times = []
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return median(times)
}
