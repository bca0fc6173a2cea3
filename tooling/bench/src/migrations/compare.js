import { interleave } from '../measure/interleave.js'
import { scratchDatabase } from '../measure/scratch-database.js'
import { makeContenders } from './contenders.js'
import { plainSteps } from './plain-steps.js'

const STEPS = 200

/**
 * Two questions: how long a fresh database takes, and how long it takes to find out
 * that there is nothing to do.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareMigrations(serverUrl, { rounds }) {
  const contenders = await makeContenders(plainSteps(STEPS))
  const fresh = await interleave(
    contenders.map(({ name, apply }) => ({
      name,
      prepare: () => scratchDatabase(serverUrl),
      run: (database) => apply(database.url),
      clean: (database) => database.drop(),
    })),
    rounds,
  )
  const settled = contenders.filter(({ name }) => name !== 'one bare pg client')
  const databases = await Promise.all(settled.map(() => scratchDatabase(serverUrl)))
  for (const [index, { apply }] of settled.entries()) await apply(databases[index].url)
  const idle = await interleave(
    settled.map(({ name, apply }, index) => ({ name, run: () => apply(databases[index].url) })),
    rounds * 4,
  )
  await Promise.all([...databases.map((database) => database.drop()), ...contenders.map(({ close }) => close())])
  return [
    {
      title: `${STEPS} plain steps on a fresh database`,
      times: fresh,
      targets: { 'one bare pg client': 1.15, 'node-pg-migrate 8.0.4': 0.5 },
    },
    { title: `Nothing to do, ${STEPS} steps applied`, times: idle, targets: { 'postgres-migrations 5.3.0': 0.25 } },
  ]
}
