import { assignedBuildRow } from '@schemata/build-orchestrator'
import pg from 'pg'
import { interleave } from '../measure/interleave.js'

/** A thousand builds as a worker is given them: fifteen columns, two of them JSON, four of them times. */
const ROWS = `
  SELECT gen_random_uuid() AS build_id, n::text AS fence, 'customer-' || n AS customer_id,
    '/manifests/' || n || '.json' AS manifest_path, md5(n::text) AS manifest_hash,
    jsonb_build_object('name', n, 'steps', jsonb_build_array('fetch', 'build', 'push')) AS manifest_json,
    '{"JOBS": "4"}'::jsonb AS build_args, 'amd64' AS architecture, NULL::uuid AS target_registry_id,
    5::integer AS priority, 0::integer AS retry_count, now() AS queued_at, now() AS started_at,
    now() + interval '1 hour' AS timeout_at, now() + interval '1 minute' AS lease_until
  FROM generate_series(1, 1000) AS n
`

/**
 * What checking rows costs: the same statement by pg alone, and with every row checked by
 * its zod schema.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareRows(serverUrl, { rounds }) {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  await client.query(`CREATE TEMPORARY TABLE assigned AS ${ROWS}`)
  const read = async () => (await client.query('SELECT * FROM assigned')).rows
  try {
    const times = await interleave(
      [
        {
          name: 'schemata',
          run: async () => {
            for (const row of await read()) assignedBuildRow.parse(row)
          },
        },
        {
          name: 'raw pg',
          run: async () => {
            await read()
          },
        },
      ],
      rounds * 5,
    )
    return { title: 'Reading 1,000 rows of 15 columns', times, targets: { 'raw pg': 1.1 } }
  } finally {
    await client.end()
  }
}
