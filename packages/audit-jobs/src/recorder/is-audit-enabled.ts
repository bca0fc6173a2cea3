/**
 * True when the environment switches the audit on: `AUDIT_DB` is `1`, `true`, `on` or
 * `yes`. Off by default.
 *
 * Reads the environment when it is called, and only then.
 *
 * @example
 * const recorder = new AuditRecorder({ db: pool, enabled: isAuditEnabled() })
 */
export function isAuditEnabled(environment: { readonly [name: string]: string | undefined } = process.env): boolean {
  return /^(1|true|on|yes)$/i.test(environment.AUDIT_DB?.trim() ?? '')
}
