import { createConnection, createServer, type Socket } from 'node:net'

/** Where nothing listens. */
export async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return address.port
}

/**
 * A way to a database that hangs up on everybody until it is opened, as a server does
 * that is starting.
 */
export async function gatedProxy(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const port = await unusedPort()
  const sockets = new Set<Socket>()
  let opened = false
  let tellRefused = () => {}
  const refused = new Promise<void>((resolve) => {
    tellRefused = resolve
  })
  const server = createServer((client) => {
    if (!opened) {
      client.destroy()
      tellRefused()
      return
    }
    const upstream = createConnection(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
    }
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.toString(),
    /** Fulfilled once somebody was turned away. */
    refused,
    open: () => {
      opened = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
