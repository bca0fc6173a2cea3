import type { SchemaPackage } from './define-schema.js'
import { InvalidStackError } from './errors.js'
import { isSchemaName } from './names.js'
import type { Queryable } from './queryable.js'
import { renameSchema } from './rename-schema.js'

/**
 * Addresses a relocated install of one package: every accessor of the package that
 * is given the result works on that schema.
 *
 * The connection stays the same one, its transaction included. A statement's text is
 * rewritten once and remembered, so that it costs a map look-up from then on.
 *
 * @throws InvalidStackError when the name could not stand unquoted.
 * @example
 * const tenant = inSchema(pool, buildOrchestrator, 'tenant_42')
 * await enqueueBuild(tenant, { customerId: 'acme', … })
 */
export function inSchema(db: Queryable, { schema: literal }: Pick<SchemaPackage, 'schema'>, schema: string): Queryable {
  if (!isSchemaName(schema)) {
    throw new InvalidStackError({
      found: `the schema name \`${schema}\``,
      expected: '[a-z_][a-z0-9_]*, at most 63 bytes',
      hint: 'Pass the name that the stack gave this install.',
    })
  }
  if (schema === literal) return db
  const renamed = new Map<string, string>()
  return {
    query(text, values) {
      let statement = renamed.get(text)
      if (statement === undefined) {
        statement = renameSchema(text, literal, schema)
        renamed.set(text, statement)
      }
      return db.query(statement, values)
    },
  }
}
