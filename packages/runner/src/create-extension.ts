import { MissingRightsError } from './errors.js'
import { identifier } from './quote.js'
import type { Session } from './sessions.js'
import { serverError } from './translate-failure.js'

/**
 * Creates an extension in the session's own schema, unless it is there.
 *
 * @throws MissingRightsError with the statement that an administrator has to run.
 */
export async function createExtension(work: Session, extension: string): Promise<void> {
  try {
    await work.run(createExtensionStatement(extension))
  } catch (error) {
    if (serverError(error)?.code !== '42501') throw error
    throw new MissingRightsError({
      what: `Extension \`${extension}\` is needed and is not in this database`,
      needed: `Have an administrator run: CREATE EXTENSION ${identifier(extension)};`,
      cause: error,
    })
  }
}

/** Creates an extension, unless it is there. */
export function createExtensionStatement(extension: string): string {
  return `CREATE EXTENSION IF NOT EXISTS ${identifier(extension)};`
}
