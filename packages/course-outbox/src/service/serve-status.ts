import { createServer, type Server } from 'node:http'
import type { Queryable } from '@schemata/contract'

import { createMetricsHandler } from '../metrics/create-metrics-handler.js'
import { getRelayOverview } from './get-relay-overview.js'
import { STATUS_PAGE } from './status-page.js'
import { toNodeListener } from './to-node-listener.js'

export interface ServeStatusOptions {
  readonly db: Queryable
  /** Of the loopback interface. @default one that is free */
  readonly port?: number
}

export interface ServedStatus {
  /** Where the page is. */
  readonly url: string
  /** Ends it, requests under way included. */
  stop(): Promise<void>
}

/** Names by which a browser on this machine calls it; any other is a page elsewhere that guesses. */
const LOCAL_HOSTS = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Serves a read-only page about the outbox, and the documented metrics, to this machine alone.
 *
 * `/` is the page, `/overview` its data, `/metrics` and `/api/trpc/metrics.*` as
 * `createMetricsHandler` has them. Nothing can be changed through it.
 *
 * @throws the error of the server when the port is taken.
 * @example
 * const status = await serveStatus({ db: pool, port: 9400 })
 */
export async function serveStatus({ db, port = 0 }: ServeStatusOptions): Promise<ServedStatus> {
  const metrics = createMetricsHandler({ db })
  const server = createServer(
    toNodeListener(async (request) => {
      const path = new URL(request.url).pathname
      if (!LOCAL_HOSTS.test(request.headers.get('host') ?? '')) return new Response(null, { status: 403 })
      if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
      if (path === '/') return page()
      if (path === '/overview') return overview(db)
      return metrics(request)
    }),
  )
  await listen(server, port)
  const address = server.address()
  const open = typeof address === 'object' && address ? address.port : port
  return { url: `http://127.0.0.1:${open}/`, stop: () => close(server) }
}

function page(): Response {
  return new Response(STATUS_PAGE, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
      'x-content-type-options': 'nosniff',
    },
  })
}

async function overview(db: Queryable): Promise<Response> {
  try {
    return Response.json(await getRelayOverview(db), { headers: { 'cache-control': 'no-store' } })
  } catch {
    return Response.json({ reasons: ['The database does not answer.'] }, { status: 503 })
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
