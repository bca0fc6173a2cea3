import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Lets a handler of fetch-style requests answer those of node:http.
 *
 * Bodies of requests are not read. A request that the handler knows nothing of goes to
 * `next`, or is answered with 404.
 *
 * @example
 * createServer(toNodeListener(createMetricsHandler({ db: pool }))).listen(3000)
 */
export function toNodeListener(
  handle: (request: Request) => Promise<Response | undefined>,
): (incoming: IncomingMessage, outgoing: ServerResponse, next?: () => void) => void {
  return (incoming, outgoing, next) => {
    void answer(handle, incoming, outgoing, next).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    })
  }
}

async function answer(
  handle: (request: Request) => Promise<Response | undefined>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  next: (() => void) | undefined,
): Promise<void> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const { method = 'GET', url = '/' } = incoming
  // A path that begins with two slashes would be read as another host.
  const request = new Request(`http://localhost/${url.replace(/^\/+/, '')}`, { method, headers })
  const response = await handle(request)
  if (response === undefined && next !== undefined) return next()
  outgoing.writeHead(response?.status ?? 404, Object.fromEntries(response?.headers ?? []))
  outgoing.end(method === 'HEAD' ? undefined : Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer(0)))
}
