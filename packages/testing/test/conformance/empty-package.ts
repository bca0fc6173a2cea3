import { defineSchema, type SchemaPackage } from '@schemata/contract'

/** A package without a step. */
export function emptyPackage(key: string): SchemaPackage {
  return defineSchema({
    key,
    schema: key,
    migrations: {
      format: 1,
      package: { name: `@example/${key}`, version: '1.0.0' },
      steps: [],
      fixtures: [],
      contract: null,
    },
  })
}
