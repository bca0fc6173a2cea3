import type { Metrics } from './get-metrics.js'

export interface Alert {
  /** The name by which alerting knows it. */
  readonly name: string
  readonly firing: boolean
  /** Null while there is nothing to measure. */
  readonly value: number | null
  readonly threshold: number
  /** In a sentence, for people. */
  readonly reason: string
}

export interface Health {
  healthy: boolean
  /** A relay has spoken within the last minute. */
  outboxAlive: boolean
  /** Nothing waits, or a job reached its queue within the last five minutes. */
  lastProcessedOk: boolean
  /** What is wrong, in sentences; empty when healthy. No text of an error is among them. */
  reasons: string[]
}

/** Enough requests for a rate to mean something. */
const ENOUGH = 20
const FIVE_MINUTES = 300

/**
 * What the metrics of the last minutes say to the documented thresholds. Pure: give it
 * metrics over five minutes.
 */
export function judgeAlerts({ fsm, outbox, fallbacks, relays, lastProcessedSeconds }: Metrics): Alert[] {
  const rate = (value: number, of: number): number | null => (of >= ENOUGH ? value : null)
  const above = (name: string, value: number | null, threshold: number, reason: string): Alert => ({
    name,
    value,
    threshold,
    reason,
    firing: value !== null && value > threshold,
  })
  const activations = fallbacks.layer2Activations + fallbacks.layer3Activations
  const failures = fallbacks.layer2Failures + fallbacks.layer3Failures
  const misses = rate(1 - fsm.cacheHitRate, fsm.initiated)
  const silence = outbox.pending > 0 ? Math.max(0, outbox.oldestPendingSeconds ?? 0) : 0
  return [
    above('FsmInitFailures', rate(fsm.failureRate, fsm.initiated), 0.05, 'More than 5 % of the starts fail.'),
    above('FsmInitSlow', fsm.p95Duration, 500, 'One start in twenty takes longer than 500 ms.'),
    above('CacheHitsLow', misses, 0.8, 'Fewer than 20 % of the starts are answered from a stored result.'),
    above('OutboxPendingHigh', outbox.pending, 1000, 'More than 1,000 jobs wait.'),
    above(
      'OutboxNoActivity',
      Math.min(silence, lastProcessedSeconds ?? silence),
      FIVE_MINUTES,
      'Jobs wait, and none went within five minutes.',
    ),
    above('OutboxJobFailures', outbox.refusalRate, 0.1, 'More than 10 % of the attempts are refused.'),
    above('OutboxBatchSlow', outbox.p95BatchDuration, 5000, 'One batch in twenty takes longer than five seconds.'),
    above('FallbacksActive', activations, 10, 'The safety layers acted more than ten times in five minutes.'),
    above(
      'FallbackFailures',
      rate(failures / (activations + failures), activations + failures),
      0.2,
      'More than 20 % of what the safety layers do fails.',
    ),
    above('OutboxDeadJobs', outbox.failed, 0, 'Jobs were given up and wait for a person.'),
    {
      name: 'RelayDown',
      value: relays.alive,
      threshold: 1,
      firing: relays.alive < 1,
      reason: 'No relay has spoken for a minute.',
    },
  ]
}

/** What only tells a person to look, and does not make the outbox unhealthy. */
const INFORMATION = new Set(['CacheHitsLow', 'OutboxDeadJobs', 'FallbacksActive'])

/** Healthy or not, and why. Pure: give it metrics over five minutes. */
export function judgeHealth(metrics: Metrics): Health {
  const alerts = judgeAlerts(metrics)
  const firing = (name: string) => alerts.some((alert) => alert.name === name && alert.firing)
  const reasons = alerts.filter((alert) => alert.firing && !INFORMATION.has(alert.name)).map(({ reason }) => reason)
  const { alive, paused } = metrics.relays
  if (alive > 0 && paused === alive) reasons.push('Every relay is paused: the queue is away or full.')
  return {
    healthy: reasons.length === 0,
    outboxAlive: !firing('RelayDown'),
    lastProcessedOk: !firing('OutboxNoActivity'),
    reasons,
  }
}
