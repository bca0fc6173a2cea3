import { createServer, connect as open, type Socket } from 'node:net'

/**
 * Stands between client and server and names another process id at start-up, as a
 * pooler does; everything else passes unchanged.
 */
export async function proxyWithOtherPid(url: string): Promise<{ url: string; close: () => Promise<void> }> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = open(Number(port || 5432), hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
    }
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => client.write(withOtherPid(chunk)))
    upstream.on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const proxied = new URL(url)
  proxied.hostname = '127.0.0.1'
  proxied.port = String(typeof address === 'object' ? address?.port : '')
  return {
    url: proxied.toString(),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** BackendKeyData: 'K', its length (12 before PostgreSQL 18's longer keys), the process id. */
function withOtherPid(chunk: Buffer): Buffer {
  const at = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
  if (at >= 0) chunk.writeInt32BE(chunk.readInt32BE(at + 5) + 1, at + 5)
  return chunk
}
