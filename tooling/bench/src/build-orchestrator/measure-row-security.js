import { interleave } from '../measure/interleave.js'

const BUILDS = 200_000
const READS = 100

/**
 * The latest builds of one customer among five hundred: by row security, and by an
 * explicit filter of a role that it does not hold.
 *
 * @param {import('pg').Pool} pool
 * @param {number} rounds
 */
export async function measureRowSecurity(pool, rounds) {
  await pool.query(
    `INSERT INTO build_orchestrator.customers (customer_id, organization_name, contact_email)
     SELECT 'customer-' || n, 'Acme', 'ops@acme.example' FROM generate_series(0, 499) AS n`,
  )
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue
       (customer_id, manifest_path, manifest_hash, manifest_json, status, started_at, completed_at)
     SELECT 'customer-' || n % 500, 'm', '0123456789abcdef', '{}', 'success', now(), now()
     FROM generate_series(1, $1) AS n`,
    [BUILDS],
  )
  await pool.query('VACUUM ANALYZE')
  const client = await pool.connect()
  const times = await interleave(
    [
      { name: 'schemata', run: () => read(client, 'SET LOCAL ROLE build_app', BY_POLICY) },
      { name: 'an explicit filter', run: () => read(client, 'SET LOCAL work_mem = DEFAULT', BY_FILTER) },
    ],
    rounds,
  )
  client.release()
  return {
    title: `The 400 builds of a customer among ${BUILDS}, ${READS} times`,
    times,
    targets: { 'an explicit filter': 1.1 },
  }
}

async function read(client, enter, statement) {
  for (let n = 0; n < READS; n += 1) {
    await client.query(`BEGIN; ${enter}; SELECT set_config('app.current_tenant', 'customer-${n}', true)`)
    await client.query(statement)
    await client.query('COMMIT')
  }
}

const BY_POLICY = `
  SELECT id, status, priority, queued_at FROM build_orchestrator.build_queue ORDER BY queued_at DESC
`

const BY_FILTER = `
  SELECT id, status, priority, queued_at FROM build_orchestrator.build_queue
  WHERE customer_id = current_setting('app.current_tenant', true) ORDER BY queued_at DESC
`
