import { acquireDisk, createReservation, releaseDisk, upsertDisk } from '@schemata/gpu-dev'

/**
 * Lets so many ask for one disk at once, again and again: each time one may get it, and
 * the others have to be told who.
 *
 * @param {import('pg').Pool} pool
 * @param {{ rounds: number, acquirers: number }} options
 * @throws when there were two winners or none, or a loser was told wrong.
 */
export async function raceForDisks(pool, { rounds, acquirers }) {
  const { diskId } = await upsertDisk(pool, { owner: 'ada', diskName: 'raced', sizeGb: 100 })
  const ids = []
  for (let made = 0; made < acquirers; made += 1) {
    ids.push((await createReservation(pool, { owner: 'ada' })).reservationId)
  }
  for (let round = 1; round <= rounds; round += 1) {
    const ask = (reservationId) => acquireDisk(pool, { owner: 'ada', diskName: 'raced', reservationId })
    const answers = await Promise.all(ids.map(ask))
    const winners = ids.filter((_, index) => answers[index].outcome === 'acquired')
    const losers = answers.filter(({ outcome }) => outcome !== 'acquired')
    const isRight = winners.length === 1 && losers.every(({ holder }) => holder === winners[0])
    if (!isRight) throw new Error(`Round ${round}: ${JSON.stringify(answers)}`)
    await releaseDisk(pool, { diskId, reservationId: winners[0] })
  }
}
