/** A request as the statements of this folder need it. */
export interface IdempotentRequest {
  /** As the caller gave it, for messages. */
  readonly key: string
  /** As it stands in its column. */
  readonly stored: string
  readonly fingerprint: string
  /** How long the answer is kept, in milliseconds; undefined: as the column says. */
  readonly lifetimeMs: number | undefined
}
