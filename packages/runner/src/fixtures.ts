import { createHash } from 'node:crypto'
import type { Fixture, Instance } from '@schemata/contract'

import { openTransaction, setSearchPath } from './compose-units.js'
import { MissingRightsError, StepFailedError } from './errors.js'
import { locate, offsetOfPosition } from './locate-error.js'
import { literal } from './quote.js'
import { type Names, relocate } from './relocate.js'
import { rollBack } from './run-unit.js'
import type { Session } from './sessions.js'
import { serverError } from './translate-failure.js'

/** One package whose reference rows are not those of the stack. */
export interface FixtureLoad {
  readonly instance: Instance
  /** The recorded digest, empty where nothing was loaded yet. */
  readonly from: string
  readonly to: string
}

/** What a package's fixtures amount to; empty when it has none. */
export function fixturesDigest({ package: { migrations } }: Instance): string {
  if (migrations.fixtures.length === 0) return ''
  const lines = migrations.fixtures.map(({ name, script }) => `${name} ${script.digest}`)
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/**
 * Puts in the reference rows of one package: all its fixtures and the note that they are
 * in, in one transaction and one message. They are upserts, so that rows of an earlier
 * release are brought up to date; what an operator changed in columns that the package
 * does not own stays.
 *
 * @returns how long it took, in milliseconds
 * @throws StepFailedError naming the file and line
 */
export async function loadFixtures(work: Session, load: FixtureLoad, roles: Names['roles']): Promise<number> {
  const started = performance.now()
  const composed = composeLoad(load, roles)
  try {
    await work.run(composed.sql)
  } catch (error) {
    await rollBack(work)
    throw translate(error, composed, load.instance)
  }
  return Math.round(performance.now() - started)
}

/** One message for the server. */
interface ComposedLoad {
  readonly sql: string
  readonly opening: string
  readonly fixtures: readonly ComposedFixture[]
}

/** All fixtures of a package, and the fence before them, in one transaction. */
export function composeLoad({ instance, from, to }: FixtureLoad, roles: Names['roles']): ComposedLoad {
  const { migrations } = instance.package
  const fixtures = migrations.fixtures.map((fixture) => compose(fixture, instance, roles))
  const rows = migrations.fixtures.map(({ name, script }) => ({ name, checksum: script.digest }))
  const packageVersion = migrations.package.version
  const argument = { package: instance.package.key, schema: instance.schema, from, to, packageVersion, rows }
  const before = [
    ...openTransaction(4000),
    setSearchPath(instance.schema),
    `SELECT schemata.load(${literal(JSON.stringify(argument))})`,
  ]
  const opening = `${before.join(';\n')};\n`
  return {
    sql: `${opening}${fixtures.map(({ body }) => body.sql).join(BETWEEN)}${BETWEEN}COMMIT;\n`,
    opening,
    fixtures,
  }
}

/** The line end keeps a comment at the end of a file from swallowing what follows. */
const BETWEEN = '\n;\n'

interface ComposedFixture {
  readonly fixture: Fixture
  readonly body: ReturnType<typeof relocate>
}

function compose(fixture: Fixture, { schemas }: Instance, roles: Names['roles']): ComposedFixture {
  return { fixture, body: relocate(fixture.script, { schemas, roles }) }
}

function translate(error: unknown, composed: ComposedLoad, instance: Instance): unknown {
  const found = serverError(error)
  if (!found) return error
  const place = { package: instance.package.key, ...findPlace(Number(found.position), composed) }
  const what = `Fixtures of \`${instance.package.key}\``
  if (found.code === '42501') {
    const needed = 'Connect with the role that owns the objects, or grant what is missing.'
    return new MissingRightsError({ what: `${what}: ${found.message}`, needed, place, cause: error })
  }
  return new StepFailedError({ version: what, reason: found.message, sqlState: found.code, place, cause: error })
}

/** By the server's position, which counts through the whole message; without one, the first file. */
function findPlace(
  position: number,
  { sql, opening, fixtures }: ComposedLoad,
): { file: string; line?: number; column?: number } {
  const offset = position > 0 ? offsetOfPosition(sql, position) : -1
  let at = opening.length
  for (const { fixture, body } of fixtures) {
    if (offset >= at && offset < at + body.sql.length) {
      return { file: fixture.file, ...locate(fixture.script.sql, body.toSource(offset - at)) }
    }
    at += body.sql.length + BETWEEN.length
  }
  return { file: fixtures[0]?.fixture.file ?? 'fixtures' }
}
