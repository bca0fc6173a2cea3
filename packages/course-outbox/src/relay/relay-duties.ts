import { sweepJobs } from '../job-outbox/sweep-jobs.js'
import type { MetricsRecorder } from '../metrics/metrics-recorder.js'
import { purgeRelayMetrics } from '../metrics/purge-relay-metrics.js'
import { recordHeartbeat } from '../metrics/record-heartbeat.js'
import type { Gate } from './gate.js'
import type { RelayEvent } from './relay-event.js'
import type { RelaySettings } from './relay-options.js'
import { resendLate } from './resend-late.js'

export interface DutiesFacts {
  readonly settings: RelaySettings
  readonly relayId: string
  readonly gate: Gate
  readonly metrics: MetricsRecorder
  readonly signal: AbortSignal
  readonly tell: (event: RelayEvent) => void
}

export interface Duty {
  readonly everyMs: number
  readonly run: () => Promise<void>
}

const LEASE_SWEEP_MS = 5000
const PURGE_MS = 86_400_000

/** What a relay does besides handing over, each with its interval. */
export function relayDuties(facts: DutiesFacts): Duty[] {
  const { settings, relayId, gate, metrics } = facts
  const { pool, queue, receipts } = settings
  const beat: Duty = {
    everyMs: settings.heartbeatMs,
    run: async () => {
      const state = gate.reason === undefined ? 'running' : 'paused'
      await recordHeartbeat(pool, { relayId, targetQueue: queue, state, reason: gate.reason })
      await metrics.flush()
    },
  }
  const purge: Duty = { everyMs: PURGE_MS, run: async () => void (await purgeRelayMetrics(pool)) }
  const sweep: Duty = { everyMs: LEASE_SWEEP_MS, run: async () => void (await sweepJobs(pool)) }
  const resend: Duty[] = receipts === undefined ? [] : [{ everyMs: receipts.sweepMs, run: () => resendAll(facts) }]
  return [beat, purge, sweep, ...resend]
}

async function resendAll({ settings, gate, signal, tell }: DutiesFacts): Promise<void> {
  for (;;) {
    if (gate.reason !== undefined || signal.aborted) return
    const { jobs, waiting, dead, full } = await resendLate(settings, signal)
    if (jobs + waiting > 0) tell({ type: 'resent', jobs, waiting })
    for (const outboxId of dead) tell({ type: 'dead', outboxId, error: 'No receipt came.' })
    if (!full) return
  }
}
