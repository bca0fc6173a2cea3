import { cancelReservation, requestReservation, transitionReservation } from '@schemata/gpu-dev'

const TOTALS = { a100: 16, h100: 16, l4: 4, 't4-small': 1 }

/**
 * Makes so many random reservations, many at a time, of one to sixteen GPUs in one to two
 * nodes; some are refused, some start and some of those end soon. After each batch, and
 * by the database's own sums, no kind may have given more than it has.
 *
 * @param {import('pg').Pool} pool
 * @param {{ reservations: number, atOnce: number }} options
 * @returns how many started, of how many
 * @throws when GPUs were given twice.
 */
export async function bookAtRandom(pool, { reservations, atOnce }) {
  const held = []
  const counted = { started: 0, refused: 0 }
  for (let made = 0; made < reservations; made += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => oneWish(pool, held, counted)))
    await refuseDouble(pool)
  }
  return counted
}

async function oneWish(pool, held, counted) {
  const gpuType = pick(Object.keys(TOTALS))
  const asked = await requestReservation(pool, {
    owner: pick(['ada', 'bob', 'carl']),
    gpuType,
    gpuCount: 1 + Math.floor(Math.random() * 8),
    nodes: Math.random() < 0.2 ? 2 : 1,
    whenFull: 'refuse',
    isSent: false,
  })
  if (asked.outcome === 'started') {
    counted.started += 1
    held.push(asked.reservationId)
  } else {
    counted.refused += 1
  }
  // Something ends about as often as something starts.
  if (held.length > 0 && Math.random() < 0.3) {
    const [reservationId] = held.splice(Math.floor(Math.random() * held.length), 1)
    await transitionReservation(pool, { reservationId, to: 'active' })
    await cancelReservation(pool, { reservationId })
  }
}

async function refuseDouble(pool) {
  const { rows } = await pool.query(
    `SELECT gpu_type, sum(gpu_count)::integer AS given FROM gpu_dev.reservations
     WHERE status IN ('preparing', 'active', 'running') GROUP BY gpu_type`,
  )
  const over = rows.filter(({ gpu_type: gpuType, given }) => given > TOTALS[gpuType])
  if (over.length > 0) throw new Error(`More was given than there is: ${JSON.stringify(over)}`)
}

function pick(values) {
  return values[Math.floor(Math.random() * values.length)]
}
