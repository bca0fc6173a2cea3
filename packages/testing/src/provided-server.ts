import { inject } from 'vitest'

import { NoTestServerError } from './errors.js'
import type { ProvidedTestServer } from './provided-context.js'

/**
 * The server that vitest's global setup chose.
 *
 * @throws NoTestServerError outside of vitest, and without the global setup.
 */
export function providedServer(): ProvidedTestServer {
  const provided = tryInject()
  if (!provided) throw new NoTestServerError()
  return provided
}

/** vitest throws outside of its workers, and gives undefined for what was not provided. */
function tryInject(): ProvidedTestServer | undefined {
  try {
    return inject('schemataTestServer')
  } catch {
    return undefined
  }
}
