import { z } from 'zod'

import type { PayloadRules } from './payload.js'

/** How payloads are treated on their way into the database. */
export interface RecordingOptions {
  /** Keys whose values are stored as `[redacted]`, at any depth; compared without case. @default none */
  redact?: readonly string[]
  /** A payload whose JSON is longer is stored as `{ truncated: true, bytes }`. @default 262144 */
  maxPayloadBytes?: number
}

/** Zod's form of {@link RecordingOptions}, to be spread into an object. */
export const recordingOptions = {
  redact: z.array(z.string().min(1)).default([]),
  maxPayloadBytes: z.int().min(64).default(262_144),
}

export function payloadRules(options: { redact: readonly string[]; maxPayloadBytes: number }): PayloadRules {
  return { redact: new Set(options.redact.map((key) => key.toLowerCase())), maxBytes: options.maxPayloadBytes }
}
