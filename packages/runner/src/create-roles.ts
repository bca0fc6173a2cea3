import { MissingRightsError } from './errors.js'
import { identifier, literal } from './quote.js'
import type { Session } from './sessions.js'
import { serverError } from './translate-failure.js'

/**
 * Creates a role that cannot log in, unless it is there.
 *
 * Roles belong to the whole server, so another database's run may create it at the
 * same moment: that shows as a duplicate object or, earlier, as a unique violation.
 *
 * @throws MissingRightsError with the statement that an administrator has to run.
 */
export async function createRole(work: Session, role: string): Promise<void> {
  try {
    await work.run(createRoleStatement(role))
  } catch (error) {
    if (serverError(error)?.code !== '42501') throw error
    throw new MissingRightsError({
      what: `Role \`${role}\` is needed and does not exist`,
      needed: `Have an administrator run: ${bareStatement(role)};`,
      cause: error,
    })
  }
}

/** Creates a role that cannot log in, unless it is there. */
export function createRoleStatement(role: string): string {
  return `DO ${literal(`BEGIN ${bareStatement(role)}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END`)};`
}

function bareStatement(role: string): string {
  return `CREATE ROLE ${identifier(role)} NOLOGIN NOINHERIT`
}
