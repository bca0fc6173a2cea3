export {
  chooseProvider,
  type DockerFact,
  type ProviderChoice,
  type ProviderEnvironment,
} from './choose-provider.js'
export type { ConformanceException } from './conformance/apply-exceptions.js'
export { type DescribeSchemaOptions, describeSchema } from './conformance/describe-schema.js'
export type { DocumentNames } from './conformance/matches-name.js'
export type { Offender, RuleName } from './conformance/rule.js'
export { type CreateTestOptions, createTest } from './create-test.js'
export { type CreateTestDatabaseParameters, createTestDatabase, type TestDatabase } from './create-test-database.js'
export {
  EndedTransactionError,
  FolderNotFoundError,
  InvalidSettingError,
  NoTestServerError,
  ProviderUnavailableError,
  RuleBrokenError,
  ServerTooOldError,
  ServerUnreachableError,
  StackNotAppliedError,
  StepNotRevertedError,
} from './errors.js'
export type { ProvidedTestServer } from './provided-context.js'
export { type SweepTestDatabasesParameters, sweepTestDatabases } from './sweep-test-databases.js'
export { type StartTestServerParameters, startTestServer, type TestServer } from './test-server.js'
export { withTwoClients } from './with-two-clients.js'
