import type { Place } from '@schemata/contract'

import { BuildError } from './build-error.js'

/** A fixture does not set the columns that the manifest says it sets. */
export class FixturePolicyError extends BuildError {
  readonly code = 'BUILD_FIXTURE_POLICY'
  readonly table: string

  constructor(facts: { place: Place; table: string; found: string; expected: string }) {
    const { place, table, found, expected } = facts
    super({
      place,
      message: `The fixture of \`${table}\` has ${found}; expected ${expected}.`,
      hint: '`fixtures` in src/schema.ts says which columns are the key, which the package owns and which are the operator’s.',
    })
    this.table = table
  }
}

/** A fixture holds something else than rows to put in or bring up to date. */
export class FixtureStatementError extends BuildError {
  readonly code = 'BUILD_FIXTURE_STATEMENT'

  constructor({ place, statement }: { place: Place; statement: string }) {
    super({
      place,
      message: `Found ${statement}; fixtures are applied again and again, so they hold INSERT … ON CONFLICT only.`,
      hint: 'Rows that a step needs, and everything that is done once, belong to a step.',
    })
  }
}
