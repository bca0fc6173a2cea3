import { interleave } from '../measure/interleave.js'

const ROWS = 300_000
const HITS = 300

/**
 * A recorded cache hit, with its statistics, against an insert into a table like the log
 * with the same keys and indexes; 300,000 rows in both, one connection.
 *
 * @param {import('pg').Pool} pool
 * @param {number} rounds
 */
export async function measureCacheHit(pool, rounds) {
  const entries = await prepare(pool)
  const hit = (n) => [entries[n % entries.length], `customer-${n % 50}`]
  const times = await interleave(
    [
      {
        name: 'schemata',
        run: () =>
          repeat((n) => pool.query(`SELECT build_orchestrator.record_cache_access($1, $2, 'cache_hit')`, hit(n))),
      },
      { name: 'a bare insert', run: () => repeat((n) => pool.query(BARE, hit(n))) },
    ],
    rounds,
  )
  return { title: `${HITS} cache hits at ${ROWS} log rows`, times, targets: { 'a bare insert': 1.5 } }
}

async function repeat(action) {
  for (let n = 0; n < HITS; n += 1) await action(n)
}

/** @param {import('pg').Pool} pool */
async function prepare(pool) {
  await pool.query(
    `INSERT INTO build_orchestrator.customers (customer_id, organization_name, contact_email)
     SELECT 'customer-' || n, 'Acme', 'ops@acme.example' FROM generate_series(0, 49) AS n`,
  )
  const { rows } = await pool.query(
    `INSERT INTO build_orchestrator.build_cache_registry (manifest_hash, tier, registry_url, image_tag, full_image_url,
       modules, architecture, cloud_provider, cloud_compute, deployment_mode, build_duration_seconds, manifest_json)
     SELECT encode(sha256(n::text::bytea), 'hex'), 'core', 'r', 't', 'u', ARRAY['core'], 'amd64', 'aws', 'ecs',
       'standalone', 1, jsonb_build_object('image', 'web', 'n', n)
     FROM generate_series(1, 100) AS n RETURNING id`,
  )
  await pool.query('ALTER TABLE build_orchestrator.build_access_log DISABLE TRIGGER USER')
  await pool.query(
    `INSERT INTO build_orchestrator.build_access_log (build_cache_id, customer_id, access_type)
     SELECT entry.id, 'customer-' || n % 50, 'cache_hit'
     FROM generate_series(1, $1) AS n
     JOIN (SELECT id, row_number() OVER () - 1 AS place FROM build_orchestrator.build_cache_registry) AS entry
       ON entry.place = n % 100`,
    [ROWS],
  )
  await pool.query('ALTER TABLE build_orchestrator.build_access_log ENABLE TRIGGER USER')
  await pool.query('CREATE TABLE bare_log (LIKE build_orchestrator.build_access_log INCLUDING ALL)')
  await pool.query(
    `ALTER TABLE bare_log
       ADD FOREIGN KEY (build_cache_id) REFERENCES build_orchestrator.build_cache_registry (id),
       ADD FOREIGN KEY (customer_id) REFERENCES build_orchestrator.customers (customer_id)`,
  )
  await pool.query('INSERT INTO bare_log SELECT * FROM build_orchestrator.build_access_log')
  await pool.query('VACUUM ANALYZE')
  return rows.map(({ id }) => id)
}

const BARE = `
  INSERT INTO bare_log (build_cache_id, customer_id, access_type) VALUES ($1, $2, 'cache_hit') RETURNING id
`
