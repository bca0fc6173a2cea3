import { interleave } from '../measure/interleave.js'
import { scratchDatabase } from '../measure/scratch-database.js'
import { makeContenders } from './contenders.js'
import { KINDS, plainSteps } from './plain-steps.js'

const STEPS = 200
const FRESH_TARGETS = { 'one bare pg client': 1.15, 'node-pg-migrate 8.0.4': 0.5 }

/**
 * Two questions: how long a fresh database takes, and how long it takes to find out
 * that there is nothing to do.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareMigrations(serverUrl, { rounds }) {
  const results = []
  for (const { name, statement } of KINDS) {
    const contenders = await makeContenders(plainSteps(STEPS, statement))
    const times = await measureFresh(serverUrl, contenders, rounds)
    results.push({ title: `${STEPS} steps on a fresh database, ${name}`, times, targets: FRESH_TARGETS })
    if (name === KINDS[0].name) results.push(await measureIdle(serverUrl, contenders, rounds))
    await Promise.all(contenders.map(({ close }) => close()))
  }
  return results
}

function measureFresh(serverUrl, contenders, rounds) {
  return interleave(
    contenders.map(({ name, apply }) => ({
      name,
      prepare: () => scratchDatabase(serverUrl),
      run: (database) => apply(database.url),
      clean: (database) => database.drop(),
    })),
    rounds,
  )
}

/** Connections are open already. The bare client keeps no record, so it cannot know that there is nothing to do. */
async function measureIdle(serverUrl, contenders, rounds) {
  const settled = contenders.filter(({ prepareIdle }) => prepareIdle)
  const databases = await Promise.all(settled.map(() => scratchDatabase(serverUrl)))
  for (const [index, { apply }] of settled.entries()) await apply(databases[index].url)
  const idle = await Promise.all(settled.map(({ prepareIdle }, index) => prepareIdle(databases[index].url)))
  const times = await interleave(
    settled.map(({ name }, index) => ({ name, run: idle[index].check })),
    rounds * 4,
  )
  await Promise.all(idle.map(({ end }) => end()))
  await Promise.all(databases.map((database) => database.drop()))
  return { title: `Nothing to do, ${STEPS} steps applied`, times, targets: { 'postgres-migrations 5.3.0': 0.25 } }
}
