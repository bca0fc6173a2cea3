import type { Instance, SchemaError, Stack } from '@schemata/contract'
import semver from 'semver'

import type { Ledger, Target } from './ledger.js'
import { PackageMissingError, RangeNotMetError } from './planning-errors.js'

/**
 * Tests every requirement against what the database will hold when the stack is
 * applied: the stack's release, or the database's where that is further.
 */
export function checkRequirements(stack: Stack, ledger: Ledger): readonly SchemaError[] {
  return stack.instances
    .filter((instance) => !instance.provided)
    .flatMap(({ package: { key, requires } }) =>
      requires.flatMap(({ package: required, range }) => {
        const instances = stack.instances.filter((instance) => instance.package.key === required.key)
        if (instances.length === 0) return [new PackageMissingError({ packageKey: key, required: required.key, range })]
        return instances
          .filter((instance) => !instance.provided)
          .flatMap((instance) => checkRange(key, range, instance, ledger))
      }),
    )
}

function checkRange(packageKey: string, range: string, required: Instance, ledger: Ledger): SchemaError[] {
  const brought = required.package.migrations.package.version
  const target = findTarget(ledger, required)
  const further = target?.version && semver.gt(target.version, brought) ? target.version : undefined
  const found = further ?? brought
  if (semver.satisfies(found, range, { includePrerelease: false })) return []
  const where = further === undefined ? 'the stack' : 'the database'
  return [new RangeNotMetError({ packageKey, required: required.package.key, range, found, where })]
}

/** The ledger's row of an instance. */
export function findTarget(ledger: Ledger, instance: Instance): Target | undefined {
  return ledger.targets.find(
    (target) => target.packageKey === instance.package.key && target.schema === instance.schema,
  )
}
