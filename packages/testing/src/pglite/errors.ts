import { SchemaError } from '@schemata/contract'

/** PGlite, which is an optional peer, is not installed. */
export class PGliteMissingError extends SchemaError {
  readonly code = 'TESTING_PGLITE_MISSING'

  constructor({ cause }: { cause: unknown }) {
    super('@electric-sql/pglite cannot be loaded.', {
      hint: 'Run `npm install --save-dev @electric-sql/pglite`.',
      cause,
    })
  }
}
