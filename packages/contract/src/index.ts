export type {
  CatalogContract,
  CatalogFact,
  CatalogFacts,
  CatalogObject,
  CatalogObjectKind,
  CatalogObjectOf,
  FunctionArgument,
  ReferentialAction,
} from './catalog-contract.js'
export {
  defineSchema,
  type ExtensionUse,
  type FixturePolicy,
  type HistoryTable,
  type Job,
  type Requirement,
  type SchemaDefinition,
  type SchemaPackage,
} from './define-schema.js'
export { defineStack, type Install, type Instance, type Stack, type StackDefinition } from './define-stack.js'
export { DuplicatePackageError, InvalidManifestError, InvalidStackError } from './errors.js'
export { inSchema } from './in-schema.js'
export {
  type CompiledMigrations,
  type Destruction,
  type DownScript,
  type Fixture,
  type Probe,
  type Range,
  type Script,
  type Site,
  type Step,
  type StepReference,
  stepId,
  type UpScript,
} from './manifest.js'
export { isSchemaName, nearestName } from './names.js'
export type { Queryable } from './queryable.js'
export { redactUrl } from './redact-url.js'
export { renameSchema } from './rename-schema.js'
export { type Place, SchemaError, type SchemaErrorOptions } from './schema-error.js'
export { violates } from './violates.js'
