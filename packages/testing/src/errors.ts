import { nearestName, redactUrl, SchemaError } from '@schemata/contract'

import type { Offender, Rule, RuleName } from './conformance/rule.js'

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

/** A step of the package under test could not be taken back. */
export class StepNotRevertedError extends SchemaError {
  readonly code = 'TESTING_STEP_NOT_REVERTED'

  constructor({ reasons, hint }: { reasons: readonly string[]; hint?: string }) {
    super(`The steps could not be taken back on a test database:\n${reasons.join('\n')}`, { hint })
  }
}

/** A schema package does not keep a rule; each offender is named. */
export class RuleBrokenError extends SchemaError {
  readonly code = 'TESTING_RULE_BROKEN'
  readonly packageKey: string
  readonly rule: RuleName
  readonly offenders: readonly Offender[]

  constructor({ packageKey, name, title, remedy, offenders }: RuleBreach) {
    const lines = offenders.map(({ object, fault }) => `- \`${object}\` ${fault}`)
    super(`It is not true that \`${packageKey}\` ${title} (rule \`${name}\`):\n${lines.join('\n')}\n${remedy}`, {
      hint: remedy,
    })
    this.packageKey = packageKey
    this.rule = name
    this.offenders = offenders
  }
}

interface RuleBreach extends Pick<Rule, 'name' | 'title' | 'remedy'> {
  readonly packageKey: string
  readonly offenders: readonly Offender[]
}

/** The files of a package are to be checked, and it is not known where they are. */
export class FolderNotFoundError extends SchemaError {
  readonly code = 'TESTING_FOLDER_NOT_FOUND'

  constructor({ name, directory }: { name: string; directory: string }) {
    super(`There is no package.json of \`${name}\` at ${directory || '(unknown)'}.`, {
      hint: 'Name the folder in `directory`, or set it to null to leave the files out.',
    })
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
