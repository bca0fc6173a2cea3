import { interleave } from '../measure/interleave.js'
import { scratchDatabase } from '../measure/scratch-database.js'
import { contenders } from './contenders.js'
import { readmes } from './readmes.js'

const JOBS = Number(process.env.SCHEMATA_BENCH_JOBS ?? 10_000)
const README_JOBS = 60_000
const README_MS = 3000

const [serverUrl, rounds, home] = process.argv.slice(2)

/** A fresh database for every run, so that nobody meets the remains of another. */
function onFreshDatabase({ name, install, run }, jobs) {
  return {
    name,
    prepare: async () => {
      const database = await scratchDatabase(serverUrl)
      return { database, at: await install(database.url, jobs) }
    },
    run: ({ at }) => run(at, jobs),
    clean: async ({ database, at }) => {
      await at.end()
      await database.drop()
    },
  }
}

/** Milliseconds for a thousand, by what was done in a few seconds; the best of two runs. */
async function perThousand(contender) {
  const times = []
  for (let round = 0; round < 2; round += 1) {
    const { prepare, clean } = onFreshDatabase(contender, README_JOBS)
    const prepared = await prepare()
    const done = await contender.run({ at: { ...prepared.at, ms: README_MS } })
    times.push((README_MS * 1000) / Math.max(done, 1))
    await clean(prepared)
  }
  return Math.min(...times)
}

const times = await interleave(
  (await contenders(home)).map((contender) => onFreshDatabase(contender, JOBS)),
  Number(rounds),
)
const examples = []
for (const contender of await readmes(home)) examples.push([contender.name, await perThousand(contender)])

console.log(
  `\n${JSON.stringify([
    {
      title: `${JOBS.toLocaleString('en')} queued jobs, batches of 500, durable; ours with a row in build_results each`,
      times: [...times],
      targets: {
        'fenced SQL by hand, same table': 1.67,
        'graphile-worker 0.18.0, localQueue 500': 1,
        'pg-boss 12.35.0, fetch(500)': 0.5,
      },
    },
    {
      title: 'The example of each README, handlers that do nothing: a thousand jobs',
      times: examples,
      targets: { 'graphile-worker 0.18.0': 0.2, 'pg-boss 12.35.0': 0.2 },
    },
  ])}`,
)
process.exit(0)
