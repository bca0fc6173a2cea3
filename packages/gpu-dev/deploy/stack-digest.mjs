import { createHash } from 'node:crypto'

/**
 * A digest of what `schemata apply` would bring to an empty database: steps and fixtures of
 * every package in their order, schema names, roles and jobs. Comments and layout of the
 * SQL count, as they do in the ledger; versions of packages do not.
 *
 * @param {import('@schemata/contract').Stack} stack
 * @returns {string} 64 hex digits
 */
export function stackDigest({ instances, roles }) {
  const content = [instances.map(contentOf), sorted(roles)]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** @param {import('@schemata/contract').Instance} instance */
function contentOf({ package: { key, migrations, jobs }, schema, schemas, provided }) {
  return [
    key,
    schema,
    sorted(schemas),
    provided,
    migrations.steps.map(({ version, name, up }) => [version, name, up.digest]),
    migrations.fixtures.map(({ name, script }) => [name, script.digest]),
    jobs.map((job) => [job.name, job.schedule, job.sql]),
  ]
}

/** @param {Readonly<Record<string, string>>} names */
function sorted(names) {
  return Object.entries(names).sort(([one], [other]) => (one < other ? -1 : 1))
}
