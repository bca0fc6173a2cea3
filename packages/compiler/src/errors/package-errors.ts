import { SchemaError } from '@schemata/contract'

import type { BuildError } from './build-error.js'

/** All that is wrong with a package's files, sorted by file, line and column. */
export class BuildRefusedError extends SchemaError {
  readonly code = 'BUILD_REFUSED'
  readonly packageKey: string
  readonly problems: readonly BuildError[]

  constructor({ packageKey, problems }: { packageKey: string; problems: readonly BuildError[] }) {
    const sorted = [...problems].sort(byPlace)
    const lines = sorted.map(({ message, hint }) => `  ${message}${hint === undefined ? '' : ` ${hint}`}`)
    const count = sorted.length === 1 ? '1 problem' : `${sorted.length} problems`
    super(`Package \`${packageKey}\` cannot be built: ${count}.\n${lines.join('\n')}`, {
      hint: 'Correct the places above and build again.',
    })
    this.packageKey = packageKey
    this.problems = sorted
  }
}

/** The folder holds no schema package that could be loaded. */
export class ManifestUnreadableError extends SchemaError {
  readonly code = 'BUILD_MANIFEST'
  readonly file: string

  constructor({ file, found, expected, cause }: { file: string; found: string; expected: string; cause?: unknown }) {
    super(`${file}: found ${found}, expected ${expected}.`, {
      hint: 'A schema package has a package.json with name and version, and exports the result of defineSchema from src/schema.ts.',
      cause,
    })
    this.file = file
  }
}

/** A new step cannot have the name that was given. */
export class StepNameError extends SchemaError {
  readonly code = 'BUILD_STEP_NAME'
  readonly found: string

  constructor({ found, reason, hint }: { found: string; reason: string; hint: string }) {
    super(`A new step cannot be called \`${found}\`: ${reason}.`, { hint })
    this.found = found
  }
}

function byPlace({ place: one }: BuildError, { place: other }: BuildError): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0)
}
