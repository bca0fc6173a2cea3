import { containersLab } from '@schemata/containers-lab/schema'
import { defineStack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'

import { scratchDatabase } from '../measure/scratch-database.js'

/**
 * A database with the schema of the lab and a person, and a pool on it.
 *
 * @param {string} serverUrl
 * @param {{ connections: number }} options
 */
export async function labDatabase(serverUrl, { connections }) {
  const database = await scratchDatabase(serverUrl)
  const pool = new pg.Pool({ connectionString: database.url, max: connections })
  // The pool ends before its connections do, and dropping the database cuts off the slow ones.
  pool.on('connect', (client) => client.on('error', () => {}))
  const { outcome, errors } = await createRunner({
    stack: defineStack({ packages: [containersLab] }),
    sessions: fromPool(pool),
  }).apply()
  if (outcome === 'failed') throw new Error(JSON.stringify(errors))
  const { rows } = await pool.query(
    `INSERT INTO containers_lab.users (azure_ad_id, name, email, role_id)
     SELECT 'person-' || n, 'Person ' || n, 'person-' || n || '@lab.example', role.id
     FROM containers_lab.roles AS role, generate_series(1, 500) AS n WHERE role.name = 'employee' RETURNING id`,
  )
  const drop = async () => {
    await pool.end()
    await database.drop()
  }
  return { pool, people: rows.map(({ id }) => id), drop }
}
