import type { ReportedError } from '@schemata/runner'

import type { Shell } from './shell.js'

/** What a verb found or did; printed by `main`, as JSON or as text. */
export interface Report {
  /** The keys that `--json` prints; `errors` is added to them. */
  readonly data: Readonly<Record<string, unknown>>
  /** The same for people; empty prints nothing. */
  readonly text: string
  readonly errors?: readonly ReportedError[]
  /** @default that of the gravest error */
  readonly exitCode?: number
  /** Runs after printing, and keeps the program alive until it is done. */
  readonly stay?: () => Promise<void>
}

/** How a verb is carried out, whatever it does. */
export interface Verb {
  readonly json: boolean | undefined
  /** The keys of `data` for a run that threw before it had any. */
  readonly blank: Readonly<Record<string, unknown>>
  readonly run: (shell: Shell) => Promise<Report>
}

/** Carries out a verb, prints its report and keeps its exit code. */
export type RunVerb = (verb: Verb) => Promise<void>
