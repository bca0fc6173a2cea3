export { type BuildOptions, type BuildReport, buildPackage } from './build-package.js'
export { type Bump, greatestBump, isEnough } from './check/bump.js'
export { compareOrders, type OrderComparison } from './check/compare-orders.js'
export { ReleasedStepChangedError, ReleasedStepMovedError, ReleasedStepRemovedError } from './check/errors.js'
export { type BumpReason, type RequiredBump, requiredBump } from './check/required-bump.js'
export { type Compilation, type CompileInput, compileFiles, compileMigrations } from './compile-migrations.js'
export { type CompiledScript, type CompileScriptContext, compileScript } from './compile-script.js'
export { renderContract } from './contract/render-contract.js'
export {
  type ContractOptions,
  type ContractReport,
  type ContractsOptions,
  writeContract,
  writeContracts,
} from './contract/write-contract.js'
export { BuildError } from './errors/build-error.js'
export {
  ContractNotAppliedError,
  ContractStaleError,
  GeneratedNameError,
  JsonColumnError,
  NotOverloadedError,
  OverloadedFunctionError,
  RequirementNotBuiltError,
} from './errors/contract-errors.js'
export {
  DownWithoutUpError,
  DuplicateVersionError,
  IrreversibleWithDownError,
  MalformedFileNameError,
  NoDownError,
} from './errors/file-errors.js'
export {
  MalformedHeadError,
  UnknownHeadKeyError,
  UnknownRequirementError,
  UnknownStepError,
} from './errors/head-errors.js'
export { MalformedOrderError, MissingStepFileError, RepeatedOrderError, StaleFileError } from './errors/order-errors.js'
export { BuildRefusedError, ManifestUnreadableError, StepNameError } from './errors/package-errors.js'
export {
  CascadeInDownError,
  EnumValueUsedError,
  ForbiddenStatementError,
  NameTooLongError,
  NonTransactionalDownError,
  PsqlCommandError,
  SchemaNamedAsTableError,
  SchemaNotCreatedError,
  SeveralNonTransactionalError,
  SyntaxRefusedError,
  TransactionControlError,
  UndecidableSiteError,
  UnnamedIndexError,
  UnqualifiedNameError,
} from './errors/sql-errors.js'
export { canonicalText } from './files/canonical-text.js'
export { digest } from './files/digest.js'
export { type Order, type OrderLine, readOrder, writeOrder } from './files/order.js'
export type { OrderReport } from './files/reconcile-order.js'
export { type NewStepOptions, newStep } from './new-step.js'
export type { PackageFacts, RequiredPackage } from './package-facts.js'
export type { PackageFiles } from './package-files.js'
export { renderMigrations } from './render-migrations.js'
export type { OwnedNames, ScriptContext } from './script-context.js'
