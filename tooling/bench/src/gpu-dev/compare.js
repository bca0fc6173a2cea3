import {
  acquireDisk,
  authenticateKey,
  createReservation,
  logIn,
  releaseDisk,
  requestReservation,
  upsertDisk,
} from '@schemata/gpu-dev'

import { interleave } from '../measure/interleave.js'
import { prepare } from './prepare.js'

const CALLS = 200

/**
 * What the rules cost: each of three calls beside the bare statements that a program
 * would write that trusts its callers and asks nothing.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareGpuDev(serverUrl, { rounds }) {
  // The runner needs two; what is measured has one.
  const bench = await prepare(serverUrl, { connections: 2 })
  const client = await bench.pool.connect()
  try {
    return [
      await measureKeys(client, rounds),
      await measureDisks(client, rounds),
      await measureRequests(client, rounds),
    ]
  } finally {
    client.release()
    await bench.close()
  }
}

async function often(work) {
  for (let call = 0; call < CALLS; call += 1) await work()
}

async function measureKeys(client, rounds) {
  const login = await logIn(client, { username: 'ada' })
  const { key } = login.key
  const { rows } = await client.query('SELECT key_hash FROM gpu_dev.api_keys')
  const bare = `
    SELECT k.key_id, u.user_id, u.username, u.email, k.expires_at
    FROM gpu_dev.api_keys AS k JOIN gpu_dev.api_users AS u USING (user_id)
    WHERE k.key_hash = $1 AND k.is_active AND u.is_active AND k.expires_at > now()`
  const times = await interleave(
    [
      { name: 'schemata', run: () => often(() => authenticateKey(client, { key })) },
      { name: 'one bare look-up', run: () => often(() => client.query(bare, [rows[0].key_hash])) },
    ],
    rounds,
  )
  return { title: `${CALLS} keys authenticated`, times, targets: {} }
}

async function measureDisks(client, rounds) {
  const { reservationId } = await createReservation(client, { owner: 'ada' })
  const { diskId } = await upsertDisk(client, { owner: 'ada', diskName: 'bench', sizeGb: 1 })
  const take = `
    UPDATE gpu_dev.disks SET in_use = true, reservation_id = $1
    WHERE user_id = 'ada' AND disk_name = 'bench' AND NOT in_use RETURNING disk_id`
  const free = 'UPDATE gpu_dev.disks SET in_use = false WHERE disk_id = $1 AND reservation_id = $2'
  const times = await interleave(
    [
      {
        name: 'schemata',
        run: () =>
          often(async () => {
            await acquireDisk(client, { owner: 'ada', diskName: 'bench', reservationId })
            await releaseDisk(client, { diskId, reservationId })
          }),
      },
      {
        name: 'two bare updates',
        run: () =>
          often(async () => {
            await client.query(take, [reservationId])
            await client.query(free, [diskId, reservationId])
          }),
      },
    ],
    rounds,
  )
  return { title: `${CALLS} disks acquired and released`, times, targets: {} }
}

async function measureRequests(client, rounds) {
  const insert = `
    INSERT INTO gpu_dev.reservations (reservation_id, user_id, status, gpu_type, gpu_count, duration_hours, created_at)
    VALUES (gen_random_uuid(), 'ada', 'pending', 'h100', 1, 4, now()) RETURNING reservation_id`
  const send = "SELECT pgmq.send('gpu_reservations', jsonb_build_object('reservation_id', $1::text))"
  const byHand = async () => {
    await client.query('BEGIN')
    const { rows } = await client.query(insert)
    await client.query(send, [rows[0].reservation_id])
    await client.query('COMMIT')
  }
  const times = await interleave(
    [
      {
        name: 'schemata',
        run: () => often(() => requestReservation(client, { owner: 'ada', gpuType: 'h100', gpuCount: 1 })),
      },
      { name: 'by hand: BEGIN, INSERT, send, COMMIT', run: () => often(byHand) },
    ],
    rounds,
  )
  return { title: `${CALLS} reservations requested, no limits set`, times, targets: {} }
}
