import { SchemaError } from '@schemata/contract'

import type { ReportedError } from './errors.js'

/** Turns a typed error into data, its place flattened. */
export function reportError(error: SchemaError): ReportedError {
  const { code, message, hint, place } = error
  return { code, message, ...(hint === undefined ? {} : { hint }), ...(place ?? {}) }
}

/** The same for whatever was thrown; what nobody expected has the code UNEXPECTED. */
export function reportFailure(error: unknown): ReportedError {
  if (SchemaError.is(error)) return reportError(error)
  return { code: 'UNEXPECTED', message: error instanceof Error ? error.message : String(error) }
}
