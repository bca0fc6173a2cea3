import { createHash } from 'node:crypto'
import { type Instance, type Stack, stepId } from '@schemata/contract'

/**
 * Tells two stacks apart that would leave different databases behind: hex, equal for
 * equal packages, versions, steps, fixtures and names.
 */
export function stackDigest(stack: Stack): string {
  const described = { instances: stack.instances.map(describeInstance), roles: Object.entries(stack.roles).sort() }
  return createHash('sha256').update(JSON.stringify(described)).digest('hex')
}

function describeInstance({ package: schemaPackage, schema, provided, schemas }: Instance) {
  const { key, history, jobs, migrations } = schemaPackage
  return {
    key,
    schema,
    provided,
    schemas: Object.entries(schemas).sort(),
    history,
    jobs,
    version: migrations.package.version,
    // The ledger keeps the way back, so a changed down half is a different database too.
    steps: migrations.steps.map((step) => [stepId(step), step.up.digest, step.down?.digest ?? null]),
    fixtures: migrations.fixtures.map((fixture) => [fixture.name, fixture.script.digest]),
  }
}
