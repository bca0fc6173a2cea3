import type { Metrics } from './get-metrics.js'
import type { Alert } from './judge-health.js'

type Sample = readonly [labels: string, value: number | null]

/**
 * The metrics as Prometheus reads them.
 *
 * All are gauges: over the time that the metrics were taken for, or as of now. An alert
 * is 1 while it fires, so that a rule need only say for how long.
 */
export function renderPrometheus(
  { fsm, outbox, fallbacks, relays, lastProcessedSeconds }: Metrics,
  alerts: readonly Alert[],
): string {
  const families: [name: string, help: string, samples: readonly Sample[]][] = [
    [
      'init',
      'Starts of generations, by outcome.',
      [
        ['outcome="succeeded"', fsm.succeeded],
        ['outcome="failed"', fsm.failed],
      ],
    ],
    ['init_failure_ratio', 'Starts that failed, of all.', [['', fsm.failureRate]]],
    ['init_cache_hit_ratio', 'Starts answered from a stored result, of all.', [['', fsm.cacheHitRate]]],
    [
      'init_duration_milliseconds',
      'Duration of a start.',
      [
        ['stat="mean"', fsm.avgDuration],
        ['stat="p95"', fsm.p95Duration],
      ],
    ],
    [
      'jobs',
      'Jobs of the outbox, by state.',
      [
        ['state="pending"', outbox.pending],
        ['state="processed"', outbox.processed],
        ['state="dead"', outbox.failed],
        ['state="awaiting_receipt"', outbox.awaitingReceipt],
        ['state="receipt_late"', outbox.receiptsLate],
      ],
    ],
    ['oldest_pending_seconds', 'Age of the oldest job that could go now.', [['', outbox.oldestPendingSeconds ?? 0]]],
    ['processing_seconds', 'Mean time from creation to processing.', [['', outbox.avgProcessingTime]]],
    ['last_processed_seconds', 'Since a job last reached its queue.', [['', lastProcessedSeconds]]],
    ['refusal_ratio', 'Attempts that a queue refused, of all.', [['', outbox.refusalRate]]],
    ['batch_duration_milliseconds', 'Duration of a batch.', [['stat="p95"', outbox.p95BatchDuration]]],
    [
      'fallback_activations',
      'Actions of the safety layers.',
      [
        ['layer="2"', fallbacks.layer2Activations],
        ['layer="3"', fallbacks.layer3Activations],
      ],
    ],
    [
      'fallback_failures',
      'Failed actions of the safety layers.',
      [
        ['layer="2"', fallbacks.layer2Failures],
        ['layer="3"', fallbacks.layer3Failures],
      ],
    ],
    [
      'relays',
      'Relays that spoke within the last minute.',
      [
        ['state="running"', relays.alive - relays.paused],
        ['state="paused"', relays.paused],
      ],
    ],
    [
      'alert',
      'Documented thresholds that are crossed.',
      alerts.map(({ name, firing }) => [`name="${name}"`, firing ? 1 : 0]),
    ],
  ]
  return families.map(([name, help, samples]) => renderFamily(`course_outbox_${name}`, help, samples)).join('')
}

function renderFamily(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples
    .filter(([, value]) => value !== null)
    .map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value === Infinity ? '+Inf' : value}`)
  return `${[`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n')}\n`
}
