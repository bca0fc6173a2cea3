import { spawn } from 'node:child_process'
import { startServer } from '@schemata/embedded'
import pg from 'pg'
import { closingLine, countTests } from './count-tests.js'

/**
 * Runs lint, typecheck, the freshness checks and all tests, the tests once per
 * PostgreSQL major. One server serves a whole run; what turbo remembers is tied to
 * its major, so that a green on one is never replayed for another.
 */
const MAJORS = [18, 15]

/** Not run again on the second major: they need no server, start both themselves, or show what runner and domains test. */
const ONCE_IS_ENOUGH = [
  'contract',
  'catalog',
  'compiler',
  'embedded',
  'testing',
  'worker',
  'cli',
  'generators',
  'pack-check',
]

const given = givenUrl(process.env)
const runs = given === undefined ? MAJORS.map((major) => ({ major })) : [{ url: given, major: await majorOf(given) }]
const totals = { passed: 0, failed: 0 }
// One process for the whole tree takes a fifth of the time of one for each package.
let status = await run('biome', ['check', '.'])

for (const [index, { url, major }] of runs.entries()) {
  const server = url === undefined ? await startServer({ major }) : undefined
  console.log(`\nPostgreSQL ${major} (${url === undefined ? 'embedded, from npm' : 'given by the environment'})\n`)
  const tasks =
    index === 0
      ? ['typecheck', 'fresh', 'test']
      : ['test', ...ONCE_IS_ENOUGH.map((name) => `--filter=!@schemata/${name}`)]
  const ended = await runTurbo(tasks, {
    SCHEMATA_TEST_URL: url ?? server.url,
    SCHEMATA_TEST_PROVIDER: url === undefined ? 'embedded' : 'url',
    SCHEMATA_TEST_MAJOR: String(major),
  })
  await server?.stop()
  totals.passed += ended.passed
  totals.failed += ended.failed
  status ||= ended.status
}

console.log(closingLine(totals))
process.exitCode = status

/** A server that somebody chose; DATABASE_URL counts only where it cannot be a production one. */
function givenUrl({ SCHEMATA_TEST_URL, DATABASE_URL, CI }) {
  if (SCHEMATA_TEST_URL) return SCHEMATA_TEST_URL
  const loopback = DATABASE_URL && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(DATABASE_URL).hostname)
  return DATABASE_URL && (loopback || CI) ? DATABASE_URL : undefined
}

async function majorOf(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query('SHOW server_version_num')
  await client.end()
  return Math.floor(Number(rows[0].server_version_num) / 10_000)
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function runTurbo(tasks, env) {
  return new Promise((resolve, reject) => {
    const args = ['run', ...tasks, '--concurrency=2', '--continue=dependencies-successful', '--output-logs=full']
    const child = spawn('turbo', args, { stdio: ['inherit', 'pipe', 'inherit'], env: { ...process.env, ...env } })
    let text = ''
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk)
      text += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ status: code ?? 1, ...countTests(text) }))
  })
}
