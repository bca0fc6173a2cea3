import type { Queryable } from '@schemata/contract'

import { getMetrics, type Metrics } from './get-metrics.js'
import { judgeAlerts, judgeHealth } from './judge-health.js'
import { renderPrometheus } from './render-prometheus.js'

export interface MetricsHandlerOptions {
  readonly db: Queryable
  /** Whether a request may see metrics. Without it all may: no answer holds texts of errors, ids or data. */
  readonly authorize?: (request: Request) => boolean | Promise<boolean>
  /** Over how long counts go, in milliseconds. @default 24 hours */
  readonly withinMs?: number
  /** How long an answer may be given again, so that many readers are one query. @default 1000 */
  readonly cacheMs?: number
  /** Told what the database said when an answer was not possible; the answer does not. */
  readonly onError?: (error: unknown) => void
}

/** Answers a request, or gives undefined for a path that is not one of metrics. */
export type MetricsHandler = (request: Request) => Promise<Response | undefined>

const FIVE_MINUTES_MS = 300_000

/**
 * Makes the handler of the documented paths, for any router that speaks fetch.
 *
 * `/api/trpc/metrics.healthCheck` (503 when unhealthy), `.getFSM`, `.getOutbox` and
 * `.getFallbacks` give plain JSON; `/metrics` gives Prometheus text. A database that does
 * not answer makes the health check say so and all others 503.
 *
 * @example
 * const metrics = createMetricsHandler({ db: pool })
 * app.get('/api/trpc/*', async (context) => (await metrics(context.req.raw)) ?? context.notFound())
 */
export function createMetricsHandler({ db, authorize, onError, ...times }: MetricsHandlerOptions): MetricsHandler {
  const { withinMs = 86_400_000, cacheMs = 1000 } = times
  const recent = cached(() => getMetrics(db, { withinMs: FIVE_MINUTES_MS }), cacheMs)
  const whole = cached(() => getMetrics(db, { withinMs }), cacheMs)
  const answers: Record<string, () => Promise<Response>> = {
    '/api/trpc/metrics.healthCheck': async () => healthResponse(await recent()),
    '/api/trpc/metrics.getFSM': async () => Response.json((await whole()).fsm),
    '/api/trpc/metrics.getOutbox': async () => Response.json((await whole()).outbox),
    '/api/trpc/metrics.getFallbacks': async () => Response.json((await whole()).fallbacks),
    '/metrics': async () => prometheusResponse(await whole(), await recent()),
  }
  return async (request) => {
    const path = new URL(request.url).pathname
    const answer = answers[path]
    if (answer === undefined) return undefined
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
    if (authorize !== undefined && !(await authorize(request))) return new Response(null, { status: 401 })
    try {
      return await answer()
    } catch (error) {
      onError?.(error)
      return unreachable(path)
    }
  }
}

function healthResponse(metrics: Metrics): Response {
  const health = judgeHealth(metrics)
  return Response.json(health, { status: health.healthy ? 200 : 503 })
}

function prometheusResponse(whole: Metrics, recent: Metrics): Response {
  return new Response(renderPrometheus(whole, judgeAlerts(recent)), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  })
}

function unreachable(path: string): Response {
  const reasons = ['The database does not answer.']
  const health = { healthy: false, outboxAlive: false, lastProcessedOk: false, reasons }
  return Response.json(path.endsWith('healthCheck') ? health : { reasons }, { status: 503 })
}

/** The last value while it is fresh; callers at the same time share one call. */
function cached<Value>(make: () => Promise<Value>, ms: number): () => Promise<Value> {
  let value: Promise<Value> | undefined
  let until = 0
  return () => {
    if (value === undefined || performance.now() > until) {
      until = performance.now() + ms
      value = make()
      value.catch(() => {
        value = undefined
      })
    }
    return value
  }
}
