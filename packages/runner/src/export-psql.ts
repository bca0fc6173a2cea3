import { stepId } from '@schemata/contract'

import {
  composeUnits,
  headMoves,
  lapStatement,
  type MovingUnit,
  openTransaction,
  recordStatement,
} from './compose-units.js'
import { type Context, type Prepared, prepare, withSession } from './context.js'
import { createExtensionStatement } from './create-extension.js'
import { createRoleStatement } from './create-roles.js'
import { composeLoad } from './fixtures.js'
import { LEDGER_DEFINITION } from './ledger-definition.js'
import { moveHeads } from './progress.js'
import { literal } from './quote.js'
import { relocate } from './relocate.js'
import { LOCK_KEY } from './with-lock.js'

const LOCK_TIMEOUT_MS = 4000

/**
 * Everything that `apply` would do just now, as a script for psql: it takes the lock,
 * checks every head before it moves it, writes the ledger and documented tables, and
 * stops at the first surprise. After it `status` is current.
 *
 * @throws the first reason why the plan cannot be carried out
 */
export async function exportPsql(context: Context): Promise<string> {
  const prepared = await withSession(context, (session) => prepare(context, session))
  if (prepared.problems[0]) throw prepared.problems[0]
  const { roles, extensions } = prepared.plan
  const parts = [HEAD(prepared), TAKE_LOCK, ...roles.map(createRoleStatement)]
  parts.push(...extensions.map(createExtensionStatement), wholeLedger(prepared))
  for (const unit of moveHeads(prepared)) parts.push(scriptOf(unit, prepared))
  for (const load of prepared.loads)
    parts.push(`\\echo fixtures of ${load.instance.package.key}\n${composeLoad(load, prepared.roles).sql}`)
  parts.push(`SELECT pg_catalog.pg_advisory_unlock(${LOCK_KEY}) AS unlocked;\n\\echo done`)
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const HEAD = ({ plan }: Prepared): string => `-- Written by schemata. Plan ${plan.digest}.
-- Run it with: psql --no-psqlrc -f <this file> <connection string>
\\set ON_ERROR_STOP on
\\set QUIET on
SET client_min_messages = warning;`

/** A try and no more: whoever waits on an advisory lock holds up concurrent index builds. */
const TAKE_LOCK = `DO $lock$
BEGIN
    IF NOT pg_catalog.pg_try_advisory_lock(${LOCK_KEY}) THEN
        RAISE EXCEPTION 'Another run holds the lock of this database' USING ERRCODE = 'SM002', HINT = 'Run this script again later.';
    END IF;
END
$lock$;`

function wholeLedger({ ledger, units, loads }: Prepared): string {
  const needed = units.length > 0 || loads.length > 0
  return needed && (!ledger.exists || ledger.outdated) ? `BEGIN;${LEDGER_DEFINITION}COMMIT;` : ''
}

function scriptOf(unit: MovingUnit, prepared: Prepared): string {
  const title = `\\echo ${unit.instance.package.key} ${stepId(unit.step)}`
  const alone = unit.step.mode === 'none' && !unit.move.fresh
  return `${title}\n${alone ? runAlone(unit, prepared) : composeUnits([unit], settings(prepared)).sql}`
}

function settings({ roles }: Prepared) {
  return { run: null, roles, lockTimeoutMs: LOCK_TIMEOUT_MS }
}

/** Should psql be cut off in between, the intent tells the next run to look at what is there. */
function runAlone(unit: MovingUnit, prepared: Prepared): string {
  const { instance, step, move } = unit
  const owner = { packageKey: instance.package.key, schema: instance.schema, version: step.version, name: step.name }
  const intent = { ...owner, from: move.from, foundBefore: 'absent', run: null }
  const body = relocate(step.up, { schemas: instance.schemas, roles: prepared.roles })
  const ended = `DELETE FROM schemata.intent WHERE package_key = ${literal(owner.packageKey)} AND schema_name = ${literal(owner.schema)}`
  const record = [
    ...openTransaction(LOCK_TIMEOUT_MS),
    `SELECT schemata.advance(${literal(JSON.stringify(headMoves([unit])))})`,
    lapStatement(unit),
    recordStatement([unit], settings(prepared)),
    ended,
    'COMMIT',
  ]
  return `SELECT schemata.intend(${literal(JSON.stringify(intent))});\n${body.sql}\n${record.join(';\n')};`
}
