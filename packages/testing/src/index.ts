export {
  chooseProvider,
  type DockerFact,
  type ProviderChoice,
  type ProviderEnvironment,
} from './choose-provider.js'
export { type CreateTestOptions, createTest } from './create-test.js'
export { type CreateTestDatabaseParameters, createTestDatabase, type TestDatabase } from './create-test-database.js'
export {
  EndedTransactionError,
  InvalidSettingError,
  NoTestServerError,
  ProviderUnavailableError,
  ServerTooOldError,
  ServerUnreachableError,
  StackNotAppliedError,
} from './errors.js'
export type { ProvidedTestServer } from './provided-context.js'
export { type SweepTestDatabasesParameters, sweepTestDatabases } from './sweep-test-databases.js'
export { type StartTestServerParameters, startTestServer, type TestServer } from './test-server.js'
export { withTwoClients } from './with-two-clients.js'
