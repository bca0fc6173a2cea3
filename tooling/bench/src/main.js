import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@schemata/embedded'
import { renderBudgets } from './render-budgets.js'
import { renderTable } from './render-table.js'

/**
 * Every suite by name; `npm run bench -- migrations worker` runs these two, without a
 * name all of them. A suite is loaded when it runs, so that one needs no other's packages.
 *
 * @type {Record<string, (url: string, options: { rounds: number }) => Promise<string>>}
 */
const SUITES = {
  migrations: async (url, options) =>
    tables(await (await import('./migrations/compare.js')).compareMigrations(url, options)),
  runner: async (url) => {
    const { buildOrchestrator } = await import('@schemata/build-orchestrator/schema')
    return renderBudgets(await (await import('./runner/budgets.js')).measureBudgets(url, buildOrchestrator))
  },
  testing: async (_url, options) => {
    const { buildOrchestrator } = await import('@schemata/build-orchestrator/schema')
    const { measureFreshDatabases } = await import('./testing/fresh-databases.js')
    return renderBudgets(await measureFreshDatabases(buildOrchestrator, options))
  },
  rows: async (url, options) => tables([await (await import('./rows/compare.js')).compareRows(url, options)]),
  'audit-jobs': async (url, options) =>
    tables(await (await import('./audit-jobs/compare.js')).compareAuditJobs(url, options)),
  'course-outbox': async (url, options) =>
    tables(await (await import('./course-outbox/compare.js')).compareCourseOutbox(url, options)),
  'containers-lab': async (url, options) =>
    tables(await (await import('./containers-lab/compare.js')).compareContainersLab(url, options)),
  'build-orchestrator': async (url, options) =>
    tables(await (await import('./build-orchestrator/compare.js')).compareBuildOrchestrator(url, options)),
  'build-plans': async (url) => (await import('./build-orchestrator/explain-queue.js')).explainQueue(url),
  'gpu-dev': async (url, options) => tables(await (await import('./gpu-dev/compare.js')).compareGpuDev(url, options)),
  pgmq: async (url, options) => tables(await (await import('./pgmq/compare.js')).comparePgmq(url, options)),
  queues: async (url, options) => tables(await (await import('./queues/compare.js')).compareQueues(url, options)),
  relay: async (url, options) => tables(await (await import('./relay/compare.js')).compareRelay(url, options)),
  worker: async (url, options) => tables(await (await import('./worker/compare.js')).compareWorker(url, options)),
}

const tables = (results) => results.map(renderTable).join('\n\n')

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in SUITES))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}.`)
  process.exit(2)
}

/** Durable and on a disk, as a production server is: in memory a commit would cost nothing. */
const given = process.env.SCHEMATA_BENCH_URL
const home = await mkdtemp(join(tmpdir(), 'schemata-bench-'))
await chmod(home, 0o755)
const server =
  given === undefined ? await startServer({ major: 18, durable: true, dataDir: join(home, 'data') }) : undefined
const rounds = Number(process.env.SCHEMATA_BENCH_ROUNDS ?? 7)

try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(SUITES)) {
    console.log(`## ${name}\n\n${await SUITES[name](given ?? server.url, { rounds })}\n`)
  }
} finally {
  await server?.stop()
  await rm(home, { recursive: true, force: true })
}
