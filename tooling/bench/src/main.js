import { buildOrchestrator } from '@schemata/build-orchestrator/schema'
import { startServer } from '@schemata/embedded'
import { compareMigrations } from './migrations/compare.js'
import { renderBudgets } from './render-budgets.js'
import { renderTable } from './render-table.js'
import { measureBudgets } from './runner/budgets.js'

/** Durable, as a production server is: what is compared is work, not the absence of it. */
const given = process.env.SCHEMATA_BENCH_URL
const server = given === undefined ? await startServer({ major: 18, durable: true }) : undefined
const url = given ?? server.url
const rounds = Number(process.env.SCHEMATA_BENCH_ROUNDS ?? 7)

try {
  for (const result of await compareMigrations(url, { rounds })) console.log(`${renderTable(result)}\n`)
  console.log(renderBudgets(await measureBudgets(url, buildOrchestrator)))
} finally {
  await server?.stop()
}
