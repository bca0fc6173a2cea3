import { nearestName, redactUrl, SchemaError } from '@schemata/contract'

/** An environment variable holds a word that means nothing here. */
export class InvalidSettingError extends SchemaError {
  readonly code = 'TESTING_SETTING_INVALID'
  readonly variable: string
  readonly value: string

  constructor({ variable, value, expected }: { variable: string; value: string; expected: readonly string[] }) {
    const nearest = nearestName(value, expected)
    super(`${variable} is \`${value}\`, expected ${expected.join(', ')}.`, {
      hint: nearest ? `Did you mean \`${nearest}\`?` : 'Correct the variable, or unset it.',
    })
    this.variable = variable
    this.value = value
  }
}

/** The provider that was asked for cannot be had. */
export class ProviderUnavailableError extends SchemaError {
  readonly code = 'TESTING_PROVIDER_UNAVAILABLE'
  readonly provider: string

  constructor({ provider, reason, hint, cause }: { provider: string; reason: string; hint: string; cause?: unknown }) {
    super(`SCHEMATA_TEST_PROVIDER is \`${provider}\`, but ${reason}.`, { hint, cause })
    this.provider = provider
  }
}

/** The test server is older than what the packages are made for. */
export class ServerTooOldError extends SchemaError {
  readonly code = 'TESTING_SERVER_TOO_OLD'
  readonly url: string
  readonly found: number

  constructor({ url, found }: { url: string; found: number }) {
    super(`The test server ${redactUrl(url)} is PostgreSQL ${found}, expected 15 or newer.`, {
      hint: 'Name a newer server, or unset the URL to have one started.',
    })
    this.url = redactUrl(url)
    this.found = found
  }
}

/** The test server does not answer. */
export class ServerUnreachableError extends SchemaError {
  readonly code = 'TESTING_SERVER_UNREACHABLE'
  readonly url: string

  constructor({ url, cause }: { url: string; cause: unknown }) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause)
    super(`The test server ${redactUrl(url)} cannot be reached: ${reason}.`, {
      hint: 'Start it, correct the URL, or unset it to have a server started.',
      cause,
    })
    this.url = redactUrl(url)
  }
}

/** A test wants a database, and nobody has said on which server. */
export class NoTestServerError extends SchemaError {
  readonly code = 'TESTING_NO_SERVER'

  constructor() {
    super('There is no test server: neither a global setup of vitest nor `url` names one.', {
      hint: "Add `globalSetup: ['@schemata/testing/global-setup']` to vitest's configuration.",
    })
  }
}

/** The stack under test could not be applied to an empty database. */
export class StackNotAppliedError extends SchemaError {
  readonly code = 'TESTING_STACK_NOT_APPLIED'

  constructor({ reasons, hint }: { reasons: readonly string[]; hint?: string }) {
    super(`The stack could not be applied to a fresh test database:\n${reasons.join('\n')}`, { hint })
  }
}

/** A test committed or rolled back the transaction that `db` stands for. */
export class EndedTransactionError extends SchemaError {
  readonly code = 'TESTING_TRANSACTION_ENDED'

  constructor() {
    super('The test ended the transaction of `db`, so what it wrote may be seen by the tests after it.', {
      hint: 'Use `pool` for code that begins and commits by itself.',
    })
  }
}
