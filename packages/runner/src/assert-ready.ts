import type { Instance, Queryable, Stack } from '@schemata/contract'
import semver from 'semver'

import { headDigest } from './chain.js'
import { findHead } from './context.js'
import { type Head, readHeads } from './ledger.js'
import { AheadBelowFloorError, NotReadyError } from './planning-errors.js'

/**
 * Makes sure, when a program boots, that the database is what it was built for.
 *
 * One query on one table, no lock, no write: safe in any role, through a pooler and on
 * a replica. A database that a newer release brought further is accepted as long as
 * that release's floor lets this one run.
 *
 * @throws NotReadyError naming every package, what was found and what was expected.
 * @throws AheadBelowFloorError when the database has moved on too far.
 * @example
 * await assertReady(pool, stack)
 */
export async function assertReady(db: Queryable, stack: Stack): Promise<void> {
  const heads = (await readHeads(db)) ?? []
  const unready = stack.instances
    .filter((instance) => !instance.provided)
    .map((instance) => ({ instance, head: findHead(heads, instance.package.key, instance.schema) }))
    .filter(({ instance, head }) => head?.chain !== headDigest(instance.package) && !isAhead(instance, head))
  if (unready.length === 0) return
  throw new NotReadyError({
    packages: unready.map(({ instance, head }) => ({
      key: instance.package.key,
      found: head === undefined ? 'nothing' : (head.version ?? 'an unfinished release'),
      expected: instance.package.migrations.package.version,
    })),
  })
}

/** @throws AheadBelowFloorError */
function isAhead({ package: { key, migrations } }: Instance, head: Head | undefined): boolean {
  const ours = migrations.package.version
  if (!head?.version || !semver.gt(head.version, ours)) return false
  if (semver.gte(ours, head.floor)) return true
  throw new AheadBelowFloorError({ packageKey: key, found: head.version, ours, floor: head.floor })
}
