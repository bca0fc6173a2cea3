import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

import { operationQueue, useSession } from '@schemata/containers-lab'
import { createNotifier, createWake, createWorker } from '@schemata/worker'
import pg from 'pg'

import { personalRoutes, publicRoutes } from './routes.js'
import { runOperation } from './run-operation.js'

const STATUS_OF_CODE = { LAB_INVALID_INPUT: 400, LAB_UNKNOWN_REFERENCE: 404, LAB_TAKEN: 409, LAB_RULE_VIOLATED: 409 }

/** The server and its worker, not yet listening; `close` ends both in good order. */
export async function createService({ connectionString, hypervisor }) {
  const pool = new pg.Pool({ connectionString, query_timeout: 30_000 })
  const wake = createWake({ connect: () => new pg.Client({ connectionString }) })
  await wake.start()
  const notifier = createNotifier({ db: pool })
  const handle = runOperation({ pool, hypervisor })
  const worker = createWorker({ pool, wake, queue: operationQueue, handle }).start()
  const server = createServer((request, response) =>
    answer({ pool, notifier }, request)
      .catch(({ code, message }) => [
        STATUS_OF_CODE[code] ?? 500,
        { error: code in STATUS_OF_CODE ? message : 'failed' },
      ])
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      }),
  )
  return {
    server,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await worker.drain()
      await wake.stop()
      await pool.end()
    },
  }
}

async function answer(service, request) {
  const [, collection, id] = new URL(request.url, 'http://lab').pathname.split('/')
  const route = `${request.method} /${collection}${id === undefined ? '' : '/:id'}`
  const body = request.method === 'POST' ? await json(request) : {}
  if (Object.hasOwn(publicRoutes, route)) return publicRoutes[route]({ ...service, body })
  if (!Object.hasOwn(personalRoutes, route)) return [404, { error: 'route' }]
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const user = token === undefined ? undefined : await useSession(service.pool, { token })
  if (!user) return [401, { error: 'session' }]
  return personalRoutes[route]({ ...service, user, body, id: Number(id) })
}
