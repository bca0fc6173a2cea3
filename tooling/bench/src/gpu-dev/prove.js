import { startServer } from '@schemata/embedded'

import { bookAtRandom } from './book-at-random.js'
import { prepare } from './prepare.js'
import { raceForDisks } from './race-for-disks.js'

/**
 * Two long proofs, which the package's tests hold in small: `node src/gpu-dev/prove.js`.
 * A server is started unless SCHEMATA_BENCH_URL names one.
 */
const given = process.env.SCHEMATA_BENCH_URL
const server = given === undefined ? await startServer({ major: 18 }) : undefined
const { pool, close } = await prepare(given ?? server.url, { connections: 20 })

try {
  const races = { rounds: Number(process.env.ROUNDS ?? 1000), acquirers: 20 }
  console.log(`${races.rounds} × ${races.acquirers} ask for one disk …`)
  await raceForDisks(pool, races)
  console.log('… one winner each time, and the others were told who.')

  const bookings = { reservations: Number(process.env.RESERVATIONS ?? 10_000), atOnce: 100 }
  console.log(`${bookings.reservations} random reservations, ${bookings.atOnce} at once …`)
  const { started, refused } = await bookAtRandom(pool, bookings)
  console.log(`… ${started} started, ${refused} were refused, and no GPU was given twice.`)
} finally {
  await close()
  await server?.stop()
}
