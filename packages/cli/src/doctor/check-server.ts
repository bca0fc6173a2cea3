import { MissingRightsError, ServerVersionError } from '@schemata/runner'

import { reportThrown } from '../report-thrown.js'
import type { Check } from './check.js'
import type { ServerFacts } from './inspect-server.js'

const OLDEST_SERVER = 150_000

/** Judges what a server told; pure. */
export function checkServer(facts: ServerFacts): readonly Check[] {
  return [
    checkVersion(facts),
    checkRecovery(facts),
    checkPooler(facts),
    checkRights(facts),
    checkLedger(facts),
    checkLock(facts),
  ]
}

function checkVersion({ version, versionNumber }: ServerFacts): Check {
  const name = 'server version'
  if (versionNumber >= OLDEST_SERVER) return { name, state: 'ok', found: `PostgreSQL ${version}` }
  const error = new ServerVersionError({ found: version, expected: '15' })
  return { name, state: 'failed', found: `PostgreSQL ${version}`, errors: reportThrown(error) }
}

function checkRecovery({ inRecovery }: ServerFacts): Check {
  const name = 'writable'
  return inRecovery
    ? { name, state: 'warning', found: 'a replica: status and verify work, apply does not' }
    : { name, state: 'ok', found: 'yes' }
}

/** A pooler answers the start-up itself, with a process id that no server process has. */
function checkPooler({ startupPid, backendPid }: ServerFacts): Check {
  const name = 'pooler'
  if (startupPid === null || startupPid === backendPid) return { name, state: 'ok', found: 'none, a direct connection' }
  const found = 'one is in between: it must not end long or idle transactions while a run holds its lock'
  return { name, state: 'warning', found }
}

function checkRights({ mayCreate, user, database, ledger, missingSchemas }: ServerFacts): Check {
  const name = 'rights'
  if (mayCreate) return { name, state: 'ok', found: `${user} may create schemas in ${database}` }
  const found = `${user} may not create schemas in ${database}`
  const wanted = [...(ledger ? [] : ['schemata']), ...missingSchemas]
  if (wanted.length === 0) return { name, state: 'warning', found: `${found}; none is missing now` }
  const error = new MissingRightsError({
    what: `The schemas ${wanted.join(', ')} are to be created in \`${database}\``,
    needed: `Connect with another role, or grant it: GRANT CREATE ON DATABASE ${database} TO ${user}.`,
  })
  return { name, state: 'failed', found, errors: reportThrown(error) }
}

function checkLedger({ ledger, layout }: ServerFacts): Check {
  const name = 'ledger'
  if (!ledger) return { name, state: 'ok', found: 'none yet; the first apply creates it' }
  return {
    name,
    state: 'ok',
    found: layout === null ? 'present, its layout may not be read' : `present, layout ${layout}`,
  }
}

function checkLock({ holders }: ServerFacts): Check {
  const name = 'lock'
  return holders.length === 0
    ? { name, state: 'ok', found: 'free' }
    : { name, state: 'warning', found: `held by ${holders.join(', ')}` }
}
