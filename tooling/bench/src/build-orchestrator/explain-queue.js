import { buildOrchestrator } from '@schemata/build-orchestrator'
import { defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

import { scratchDatabase } from '../measure/scratch-database.js'
import { fill, finishMillion } from './fill-queue.js'

const WAITING = [0, 1000, 1_000_000]

const ENDS = `
  SELECT count(*) FROM build_orchestrator.finish_builds((
    SELECT jsonb_agg(jsonb_build_object('build_id', id, 'fence', fence, 'outcome', 'success'))
    FROM build_orchestrator.build_queue WHERE status = 'building'
  ))
`

/** What is asked of the queue, and which of the statements inside of it counts. */
const QUESTIONS = [
  [
    'claim of ten, fair',
    `SELECT count(*) FROM build_orchestrator.claim_builds('w', 'h', NULL, 10)`,
    'FOR NO KEY UPDATE',
  ],
  [
    'claim of ten, fair, the other architecture',
    `SELECT count(*) FROM build_orchestrator.claim_builds('w', 'h', 'arm64', 10)`,
    'FOR NO KEY UPDATE',
  ],
  [
    '`get_next_build_for_worker`, the other architecture',
    `SELECT count(*) FROM build_orchestrator.get_next_build_for_worker('w', 'h', 'arm64')`,
    'FOR NO KEY UPDATE',
  ],
  [
    '`get_next_build_for_worker`',
    `SELECT count(*) FROM build_orchestrator.get_next_build_for_worker('w', 'h')`,
    'FOR NO KEY UPDATE',
  ],
  ['the update of a claim', `SELECT count(*) FROM build_orchestrator.claim_builds('w', 'h', NULL, 10)`, 'WITH taken'],
  ['a sweep that finds nothing', 'SELECT count(*) FROM build_orchestrator.sweep_builds(500)', 'AS lost'],
  ['ending the runs', ENDS, 'WITH given'],
]

/**
 * The plans of the build queue's hot statements as the server ran them, inside the
 * functions, beside a million finished builds; as a page of markdown.
 *
 * @param {string} serverUrl
 */
export async function explainQueue(serverUrl) {
  const database = await scratchDatabase(serverUrl)
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  try {
    await createRunner({ stack: defineStack({ packages: [buildOrchestrator] }), sessions: fromPool(pool) }).apply()
    await finishMillion(pool)
    const parts = []
    for (const waiting of WAITING) {
      if (waiting > 0) await fill(pool, waiting)
      parts.push(await explainAt(database.url, waiting))
    }
    return parts.join('\n\n')
  } finally {
    await pool.end()
    await database.drop()
  }
}

async function explainAt(url, waiting) {
  const client = new pg.Client({ connectionString: url })
  const heard = []
  client.on('notice', ({ message }) => heard.push(message))
  await client.connect()
  await client.query(`
    LOAD 'auto_explain';
    SET auto_explain.log_min_duration = 0; SET auto_explain.log_analyze = on; SET auto_explain.log_buffers = on;
    SET auto_explain.log_timing = off; SET auto_explain.log_nested_statements = on; SET auto_explain.log_level = notice;
    SET plan_cache_mode = force_generic_plan`)
  const parts = []
  for (const [name, sql, mark] of QUESTIONS) {
    heard.length = 0
    await client.query(sql)
    const plan = heard.find((message) => message.includes(mark) && message.includes('(cost='))
    parts.push(`${name}:\n\n\`\`\`\n${plan ? justThePlan(plan) : 'not asked: nothing was there'}\n\`\`\``)
  }
  await client.end()
  return `## ${waiting.toLocaleString('en')} builds waiting, a million finished\n\n${parts.join('\n\n')}`
}

/** Without the text of the statement, and without what the planner guessed. */
function justThePlan(message) {
  const lines = message.split('\n')
  const [duration] = lines
  const first = lines.findIndex((line) => line.includes('(cost='))
  const plan = lines.slice(first).map((line) => line.replace(/\(cost=\S+ rows=\d+ width=\d+\) /, '').slice(0, 220))
  return [duration.replace(/ {2}plan:$/, ''), ...plan.filter((line) => !/Trigger .* time=/.test(line))].join('\n')
}
