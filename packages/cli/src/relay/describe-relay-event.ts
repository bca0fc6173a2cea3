import type { RelayEvent } from './load-relay.js'

/** What a relay tells, in a line, or undefined for what is everyday. */
export function describeRelayEvent({ type, reason, error, outboxId, afterMs, jobs }: RelayEvent): string | undefined {
  switch (type) {
    case 'paused':
      return reason === 'full' ? 'paused: the queue holds as much as it should' : `paused: ${messageOf(error)}`
    case 'resumed':
      return `goes on after ${((afterMs ?? 0) / 1000).toFixed(1)} s`
    case 'dead':
      return `given up: ${outboxId}: ${messageOf(error)}`
    case 'resent':
      return jobs ? `handed over again for want of a receipt: ${jobs}` : undefined
    case 'error':
      return `tries again: ${messageOf(error)}`
    default:
      return undefined
  }
}

/** In one line, without passwords. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error ?? 'no reason given')
  return text.replaceAll(/\s+/g, ' ').replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):[^\s@/]+@/gi, '$1@')
}
