/** One channel per database for all queues; the payload is the queue's name. */
export const WAKE_CHANNEL = 'schemata_wake'

/** Begins the payloads by which a listener hears itself. No queue's name has a colon. */
export const PROBE_PREFIX = 'probe:'
