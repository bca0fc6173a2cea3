import { type CompiledMigrations, defineSchema, type SchemaDefinition, type SchemaPackage } from '../src/index.js'

/** Migrations without a step. */
export function emptyMigrations(version = '1.0.0', name = '@test/shop'): CompiledMigrations {
  return { format: 1, package: { name, version }, steps: [], fixtures: [], contract: null }
}

/** A package of which only the names matter. */
export function aPackage(definition: Partial<SchemaDefinition> = {}): SchemaPackage {
  return defineSchema({ key: 'shop', schema: 'shop', migrations: emptyMigrations(), ...definition })
}
