import { redactUrl } from '@schemata/contract'
import { startServer } from '@schemata/embedded'

import { chooseProvider, type ProviderChoice, type ProviderEnvironment } from './choose-provider.js'
import { dockerFact } from './docker-fact.js'
import { serverMajor } from './server-major.js'
import { startContainer } from './start-container.js'

/** A PostgreSQL on which test databases are made. */
export interface TestServer {
  readonly provider: 'url' | 'docker' | 'embedded'
  /** Of a role that may create databases. */
  readonly url: string
  readonly major: number
  /** Stops what was started; a server that was merely named stays. */
  stop(): Promise<void>
}

export interface StartTestServerParameters {
  /** @default process.env */
  readonly env?: ProviderEnvironment
  /** Gets one line that says which server was chosen and why. @default written to stderr */
  readonly log?: (line: string) => void
}

/**
 * Chooses the PostgreSQL for the tests by {@link chooseProvider}'s rules and starts it
 * where it has to be started.
 *
 * @throws InvalidSettingError, ProviderUnavailableError, ServerTooOldError, ServerUnreachableError
 * @example
 * const server = await startTestServer()
 * // stderr: test server: embedded PostgreSQL 18, as no server is named, and no Docker answers
 */
export async function startTestServer(parameters: StartTestServerParameters = {}): Promise<TestServer> {
  const { env = process.env, log = (line) => process.stderr.write(`${line}\n`) } = parameters
  const choice = await chooseProvider(env, dockerFact)
  const server = await start(choice)
  const where = choice.provider === 'url' ? ` at ${redactUrl(choice.url)}` : ''
  log(`test server: ${choice.provider} PostgreSQL ${server.major}${where}, as ${choice.reason}`)
  return server
}

async function start(choice: ProviderChoice): Promise<TestServer> {
  const { provider } = choice
  if (provider === 'url') {
    return { provider, url: choice.url, major: await serverMajor(choice.url), stop: async () => {} }
  }
  const { major } = choice
  const { url, stop } = provider === 'docker' ? await startContainer(major) : await startServer({ major })
  return { provider, url, major, stop }
}
