import { redactUrl, type Stack } from '@schemata/contract'
import type { Plan, ReportedError } from '@schemata/runner'

import { databaseUrl } from '../database-url.js'
import { NodeVersionError } from '../errors.js'
import { loadStack } from '../load-stack.js'
import { openPool } from '../open-pool.js'
import type { DatabaseOptions } from '../options.js'
import { reportThrown } from '../report-thrown.js'
import type { Shell } from '../shell.js'
import type { Check } from './check.js'

const OLDEST_NODE = [20, 19] as const
const EMPTY_STACK: Stack = { instances: [], roles: {} }

/** Looks at everything that a run depends on, and goes on after what failed. */
export async function diagnose(options: DatabaseOptions, shell: Shell): Promise<readonly Check[]> {
  const { check: configuration, stack } = await checkConfiguration(options, shell)
  const database = await checkDatabase(options, stack ?? EMPTY_STACK, shell)
  return [checkNode(process.versions.node), configuration, ...database]
}

/** Judges a version of Node.js such as `20.19.4`. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const recent = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
  const check = { name: 'node', found: version }
  if (recent) return { ...check, state: 'ok' }
  const error = new NodeVersionError({ found: version, expected: OLDEST_NODE.join('.') })
  return { ...check, state: 'failed', errors: reportThrown(error) }
}

async function checkConfiguration(options: DatabaseOptions, shell: Shell): Promise<{ check: Check; stack?: Stack }> {
  const name = 'configuration'
  try {
    const { stack } = await loadStack(options, shell)
    return { check: { name, state: 'ok', found: `${stack.instances.length} packages` }, stack }
  } catch (error) {
    return { check: failed(name, reportThrown(error)) }
  }
}

async function checkDatabase(options: DatabaseOptions, stack: Stack, shell: Shell): Promise<readonly Check[]> {
  const { ConnectionFailedError, createRunner, fromPool } = await import('@schemata/runner')
  const { checkServer } = await import('./check-server.js')
  const { inspectServer } = await import('./inspect-server.js')
  let url: string
  try {
    url = databaseUrl(options, shell)
  } catch (error) {
    return [failed('connection', reportThrown(error))]
  }
  const pool = await openPool(url)
  try {
    const client = await pool.connect().catch((cause: unknown) => {
      throw new ConnectionFailedError({ reason: reasonOf(cause), cause })
    })
    const installed = stack.instances.filter(({ provided }) => !provided).map(({ schema }) => schema)
    const facts = await inspectServer(client, installed).finally(() => client.release())
    const connection: Check = { name: 'connection', state: 'ok', found: redactUrl(url) }
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    return [connection, ...checkServer(facts), await checkStack(() => runner.plan())]
  } catch (error) {
    return [failed('connection', reportThrown(error))]
  } finally {
    await pool.end()
  }
}

async function checkStack(plan: () => Promise<Plan>): Promise<Check> {
  const name = 'stack'
  try {
    const { problems, steps } = await plan()
    if (problems.length > 0) return failed(name, problems)
    return { name, state: 'ok', found: steps.length === 0 ? 'nothing is pending' : `${steps.length} steps are pending` }
  } catch (error) {
    return failed(name, reportThrown(error))
  }
}

function failed(name: string, errors: readonly ReportedError[]): Check {
  return { name, state: 'failed', found: errors.map(({ code }) => code).join(', '), errors }
}

/** A connection refused on both address families has a code and no message. */
function reasonOf(cause: unknown): string {
  const { message, code } =
    cause instanceof Error ? { code: '', ...cause, message: cause.message } : { message: '', code: '' }
  return message || String(code) || 'unknown reason'
}
