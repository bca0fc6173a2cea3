import pg, { type Client } from 'pg'

/** Gives a connection of its own to a function and closes it after. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  // A server that goes away shows in the statement that runs, not as an uncaught event.
  client.on('error', () => {})
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
