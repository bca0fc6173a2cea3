import { interleave, median } from '../measure/interleave.js'
import { queueDatabase } from './queue-database.js'
import { BARE, OURS } from './statements.js'

/** How many calls a run makes, by messages a call. */
const CALLS = { 1: 1_000, 100: 100 }
const AT_A_TIME = 10

const unnamed = (statements) => Object.fromEntries(Object.entries(statements).map(([key, { text }]) => [key, { text }]))

/** How statements reach the server. */
const SENT = { 'text and values': unnamed, prepared: (statements) => statements }

/**
 * Sending, and reading with deleting, beside the statement alone, by 1 and by 100; and
 * claims of ten behind messages that are not visible, beside an otherwise empty queue. A ratio
 * of 1.25 is a rate of 0.8.
 *
 * Each is sent twice, the statement and the call alike: as text and values, which is what most
 * applications and the typed calls send, and as a named prepared statement, of which the server
 * keeps the plan of the bare one but not of what a function executes.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number, invisible?: number }} options
 */
export async function comparePgmq(serverUrl, { rounds, invisible = 500_000 }) {
  const results = []
  for (const [size, sent] of [1, 100].flatMap((size) => Object.keys(SENT).map((sent) => [size, sent]))) {
    const calls = CALLS[size]
    const title = `${calls} × send ${size}, ${sent}`
    results.push(await besideBare(serverUrl, rounds, { title, sent, size, messages: 0, work: send(size) }))
    results.push(
      await besideBare(serverUrl, rounds, {
        title: `${calls} × read and delete ${size}, ${sent}`,
        sent,
        size,
        messages: calls * size,
        work: readAndEnd(size),
      }),
    )
  }
  results.push(await behindInvisible(serverUrl, rounds, invisible))
  return results
}

/**
 * Both in turn, a few calls at a time: a slow moment of the machine hits both, and what
 * one call costs is small beside such moments.
 */
async function besideBare(serverUrl, rounds, { title, sent, size, messages, work }) {
  const contenders = { 'bare statement': SENT[sent](BARE), schemata: SENT[sent](OURS) }
  const names = Object.keys(contenders)
  const times = new Map(names.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    const databases = await Promise.all(names.map(() => queueDatabase(serverUrl, { messages, invisible: 0 })))
    const took = names.map(() => 0)
    for (let done = 0; done < CALLS[size]; done += AT_A_TIME) {
      for (const [index, name] of names.entries()) {
        const started = performance.now()
        await work(databases[index].client, contenders[name])
        took[index] += performance.now() - started
      }
    }
    // The first one warms up.
    if (round > 0) for (const [index, name] of names.entries()) times.get(name).push(took[index])
    await Promise.all(databases.map((database) => database.drop()))
  }
  return {
    title,
    times: new Map([...times].map(([name, values]) => [name, median(values)])),
    targets: { 'bare statement': 1.25 },
  }
}

async function behindInvisible(serverUrl, rounds, invisible) {
  const none = await queueDatabase(serverUrl, { messages: 0, invisible: 0 })
  const many = await queueDatabase(serverUrl, { messages: 0, invisible })
  const behind = (name, { client }) => ({
    name,
    prepare: () => sendCalls(client, OURS, 10, 100),
    run: () => readAndEnd(10, 100)(client, OURS),
  })
  try {
    const contenders = [behind('nothing invisible', none), behind('schemata', many)]
    return {
      title: `100 × read and delete 10 behind ${invisible.toLocaleString('en')} invisible messages`,
      times: await interleave(contenders, rounds),
      targets: { 'nothing invisible': 1.5 },
    }
  } finally {
    await none.drop()
    await many.drop()
  }
}

const send = (size) => (client, statements) => sendCalls(client, statements, size, AT_A_TIME)

async function sendCalls(client, statements, size, calls) {
  const messages = Array.from({ length: size }, (_, n) => JSON.stringify({ n, action: 'create_reservation' }))
  const query = size === 1 ? { ...statements.send, values: messages } : { ...statements.sendMany, values: [messages] }
  for (let call = 0; call < calls; call += 1) await client.query(query)
}

const readAndEnd =
  (size, calls = AT_A_TIME) =>
  async (client, statements) => {
    for (let call = 0; call < calls; call += 1) {
      const { rows } = await client.query({ ...statements.read, values: [size] })
      if (rows.length !== size) throw new Error(`A read of ${size} gave ${rows.length}.`)
      const ids = rows.map(({ msg_id }) => msg_id)
      await client.query(size === 1 ? { ...statements.end, values: ids } : { ...statements.endMany, values: [ids] })
    }
  }
