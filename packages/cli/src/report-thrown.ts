import { SchemaError } from '@schemata/contract'
import type { ReportedError } from '@schemata/runner'

/**
 * Whatever was thrown, as data.
 *
 * An error that gathers others (a refused build) becomes those others, each with its
 * own place; what nobody expected has the code UNEXPECTED.
 */
export function reportThrown(error: unknown): readonly ReportedError[] {
  if (!SchemaError.is(error)) return [reportForeign(error)]
  const gathered: unknown = Reflect.get(error, 'problems')
  const problems = Array.isArray(gathered) ? gathered.filter(SchemaError.is) : []
  return problems.length > 0 ? problems.map(toReported) : [toReported(error)]
}

/** What the driver threw while nothing but reading went on. */
function reportForeign(error: unknown): ReportedError {
  const message = error instanceof Error ? error.message : String(error)
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  if (code === '42501') {
    return { code: 'RIGHTS_MISSING', message, hint: 'Connect with the role that applies the stack.' }
  }
  if (typeof code === 'string' && /^(08|57P0|ECONN|EPIPE|ETIMEDOUT)/.test(code)) {
    return { code: 'CONNECTION_LOST', message, hint: 'Nothing was changed; run the command again.' }
  }
  return { code: 'UNEXPECTED', message }
}

function toReported({ code, message, hint, place }: SchemaError): ReportedError {
  return { code, message, ...(hint === undefined ? {} : { hint }), ...place }
}
