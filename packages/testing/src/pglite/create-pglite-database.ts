import { createHash } from 'node:crypto'
import type { PGlite } from '@electric-sql/pglite'
import type { Queryable, Stack } from '@schemata/contract'
import { createRunner, fromPGlite } from '@schemata/runner'

import { reasonsOf } from '../apply-stack.js'
import { StackNotAppliedError } from '../errors.js'
import { stackDigest } from '../stack-digest.js'
import { runnerVersion } from '../template-name.js'
import { defaultCacheDirectory, readDump, writeDump } from './data-directory.js'
import { driverParsers, driverSerializers } from './driver-types.js'
import { loadPGlite, pgliteVersion } from './load-pglite.js'

export interface CreatePGliteDatabaseParameters {
  readonly stack: Stack
  /** Where the applied stack is kept for the next start; null keeps nothing. @default a folder in os.tmpdir() */
  readonly cacheDirectory?: string | null
}

/** A database inside this process, with the stack applied. */
export interface PGliteDatabase {
  /** For accessors: gives rows as pg does. One session, so what is asked at once runs one after another. */
  readonly db: Queryable
  /** For what accessors do not need: `exec`, `transaction`, `listen`. */
  readonly pglite: PGlite
  close(): Promise<void>
}

/**
 * Makes a PostgreSQL in memory, in this process, on which the stack has been applied.
 *
 * For unit tests of applications: nothing is started. The first time a stack is applied;
 * after that, as long as it stays the same, its data directory is read from a cache.
 * There is one session, so nothing can be tested that takes two.
 *
 * @throws PGliteMissingError when @electric-sql/pglite is not installed.
 * @throws StackNotAppliedError with what the runner reports.
 * @example
 * const { db, close } = await createPGliteDatabase({ stack })
 * const course = await createCourse(db, { organizationId, title: 'Tides', slug: 'tides' })
 */
export async function createPGliteDatabase({
  stack,
  cacheDirectory = defaultCacheDirectory(),
}: CreatePGliteDatabaseParameters): Promise<PGliteDatabase> {
  const { PGlite } = await loadPGlite()
  if (cacheDirectory === null) return databaseOf(await apply(await PGlite.create(), stack))
  const keep = (name: string, make: () => Promise<PGlite>) =>
    kept({
      directory: cacheDirectory,
      name: `${name}.tar`,
      load: (loadDataDir) => PGlite.create({ loadDataDir }),
      make,
    })
  const names = await dumpNames(stack)
  return databaseOf(
    // Making an empty cluster takes longer than anything else, and is the same for every stack.
    await keep(names.applied, async () => apply(await keep(names.empty, () => PGlite.create()), stack)),
  )
}

interface KeptParameters {
  readonly directory: string
  readonly name: string
  readonly load: (dump: Blob) => Promise<PGlite>
  readonly make: () => Promise<PGlite>
}

/** What an earlier call has kept under the name, else what is made now, and kept. */
async function kept({ directory, name, load, make }: KeptParameters): Promise<PGlite> {
  const dump = await readDump(directory, name)
  if (dump) return load(dump)
  const pglite = await make()
  await writeDump(directory, name, await pglite.dumpDataDir('none'))
  return pglite
}

async function apply(pglite: PGlite, stack: Stack): Promise<PGlite> {
  const { outcome, errors } = await createRunner({ stack, sessions: fromPGlite(pglite) }).apply()
  if (outcome !== 'failed') return pglite
  await pglite.close()
  throw new StackNotAppliedError(reasonsOf(errors))
}

function databaseOf(pglite: PGlite): PGliteDatabase {
  const types = { parsers: driverParsers(), serializers: driverSerializers() }
  return {
    db: {
      // To pg, undefined is null.
      query: (text, values = []) =>
        pglite.query(
          text,
          values.map((value: unknown) => value ?? null),
          types,
        ),
    },
    pglite,
    close: () => pglite.close(),
  }
}

/** Another version of PGlite may not read the files, and another runner may write another ledger. */
async function dumpNames(stack: Stack): Promise<{ empty: string; applied: string }> {
  const version = await pgliteVersion()
  const digest = createHash('sha256')
    .update(`${version} ${runnerVersion()} ${stackDigest(stack)}`)
    .digest('hex')
  return { empty: `empty-${version}`, applied: digest.slice(0, 32) }
}
