import { redactUrl } from '@schemata/contract'
import type { Major } from '@schemata/embedded'

import { InvalidSettingError, ProviderUnavailableError } from './errors.js'
import { isLoopback } from './is-loopback.js'

/** The environment variables that decide; pass `process.env`. */
export interface ProviderEnvironment {
  readonly SCHEMATA_TEST_PROVIDER?: string | undefined
  readonly SCHEMATA_TEST_MAJOR?: string | undefined
  readonly SCHEMATA_TEST_URL?: string | undefined
  readonly DATABASE_URL?: string | undefined
  readonly CI?: string | undefined
}

/** Whether containers can be used; asked only where the answer matters. */
export type DockerFact = { readonly usable: true } | { readonly usable: false; readonly reason: string }

export type ProviderChoice = { readonly reason: string } & (
  | { readonly provider: 'url'; readonly url: string }
  | { readonly provider: 'docker' | 'embedded'; readonly major: Major }
)

type Provider = 'url' | 'docker' | 'embedded'

const PROVIDERS: readonly Provider[] = ['url', 'docker', 'embedded']

/**
 * Decides which PostgreSQL the tests use, and says why.
 *
 * SCHEMATA_TEST_URL is always obeyed: then nothing is started. Next comes DATABASE_URL
 * when it leads to this machine or CI is set, as elsewhere it may well lead to staging;
 * then a container where Docker answers; then the embedded server.
 * SCHEMATA_TEST_PROVIDER forces one of these.
 *
 * @throws InvalidSettingError for a word that is none of the known ones.
 * @throws ProviderUnavailableError when the forced provider cannot be had.
 */
export async function chooseProvider(
  env: ProviderEnvironment,
  docker: () => Promise<DockerFact>,
): Promise<ProviderChoice> {
  const forced = forcedProvider(env.SCHEMATA_TEST_PROVIDER)
  const major = chosenMajor(env.SCHEMATA_TEST_MAJOR || '18')
  if (env.SCHEMATA_TEST_URL) {
    return { provider: 'url', url: env.SCHEMATA_TEST_URL, reason: 'SCHEMATA_TEST_URL is set' }
  }
  if (forced !== undefined) return choiceOf(forced, env, major, docker)
  const named = namedServer(env)
  if ('url' in named) return { provider: 'url', ...named }
  const fact = await docker()
  if (fact.usable) return { provider: 'docker', major, reason: `${named.reason}, and Docker answers` }
  return { provider: 'embedded', major, reason: `${named.reason}, and ${fact.reason}` }
}

/** What a forced provider amounts to where SCHEMATA_TEST_URL is not set. */
async function choiceOf(
  provider: Provider,
  env: ProviderEnvironment,
  major: Major,
  docker: () => Promise<DockerFact>,
): Promise<ProviderChoice> {
  const reason = 'SCHEMATA_TEST_PROVIDER says so'
  if (provider === 'embedded') return { provider, major, reason }
  if (provider === 'url') {
    const named = namedServer(env)
    if ('url' in named) return { provider, url: named.url, reason: named.reason }
    throw new ProviderUnavailableError({ provider, reason: named.reason, hint: 'Set SCHEMATA_TEST_URL.' })
  }
  const fact = await docker()
  if (fact.usable) return { provider, major, reason }
  const hint = 'Start Docker, install what is missing, or unset the variable.'
  throw new ProviderUnavailableError({ provider, reason: fact.reason, hint })
}

function forcedProvider(value: string | undefined): Provider | undefined {
  if (!value) return undefined
  const provider = PROVIDERS.find((known) => known === value)
  if (provider) return provider
  throw new InvalidSettingError({ variable: 'SCHEMATA_TEST_PROVIDER', value, expected: PROVIDERS })
}

type NamedServer = { readonly reason: string } | { readonly reason: string; readonly url: string }

/** The server of DATABASE_URL if it may be used, or why not. */
function namedServer({ DATABASE_URL, CI }: ProviderEnvironment): NamedServer {
  if (!DATABASE_URL) return { reason: 'no server is named' }
  if (isLoopback(DATABASE_URL)) return { url: DATABASE_URL, reason: 'DATABASE_URL leads to this machine' }
  if (isSet(CI)) return { url: DATABASE_URL, reason: 'DATABASE_URL is set in CI' }
  return { reason: `DATABASE_URL (${redactUrl(DATABASE_URL)}) leads to another machine and CI is not set` }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase())
}

function chosenMajor(value: string): Major {
  if (value === '15') return 15
  if (value === '18') return 18
  throw new InvalidSettingError({ variable: 'SCHEMATA_TEST_MAJOR', value, expected: ['15', '18'] })
}
