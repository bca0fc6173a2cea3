import { MissingRightsError } from './errors.js'
import { LEDGER_DEFINITION } from './ledger-definition.js'
import { literal } from './quote.js'
import type { Session } from './sessions.js'
import { serverError } from './translate-failure.js'

/** Creates the ledger, whole or not at all. Called under the lock. @throws MissingRightsError */
export async function createLedger(work: Session): Promise<void> {
  try {
    await work.run(`BEGIN;\nSET LOCAL client_min_messages = warning;\n${LEDGER_DEFINITION};\nCOMMIT`)
  } catch (error) {
    await work.run('ROLLBACK')
    if (serverError(error)?.code !== '42501') throw error
    throw new MissingRightsError({
      what: 'The ledger needs a schema `schemata`',
      needed:
        'Connect with a role that may create schemas here, or grant it: GRANT CREATE ON DATABASE <database> TO <role>.',
      cause: error,
    })
  }
}

/** Takes away a ledger in which nothing was ever recorded: a first run that failed leaves no trace. */
export async function dropEmptyLedger(work: Session): Promise<void> {
  await work.run(`
    DO $drop$
    BEGIN
        IF NOT EXISTS (SELECT FROM schemata.target) AND NOT EXISTS (SELECT FROM schemata.intent) THEN
            DROP SCHEMA schemata CASCADE;
        END IF;
    END
    $drop$`)
}

/** Notes the beginning of a run. @returns its number */
export async function beginRun(work: Session, verb: 'apply' | 'revert', planDigest: string): Promise<string> {
  const results = await work.run(
    `INSERT INTO schemata.run (verb, plan_digest) VALUES (${literal(verb)}, ${literal(planDigest)}) RETURNING run_id::text AS run`,
  )
  return String(results.at(-1)?.[0]?.run)
}

/** Notes the end of a run. */
export async function endRun(work: Session, run: string, outcome: string, errorCode: string | null): Promise<void> {
  await work.run(
    `UPDATE schemata.run SET finished_at = clock_timestamp(), outcome = ${literal(outcome)}, error_code = ${literal(errorCode)}
     WHERE run_id = ${run}`,
  )
}
