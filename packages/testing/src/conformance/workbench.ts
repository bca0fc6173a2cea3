import { defineStack, type Install, type SchemaPackage, type Stack } from '@schemata/contract'
import { createRunner, fromPool, type Runner } from '@schemata/runner'
import type { Pool } from 'pg'

import { createTestDatabase } from '../create-test-database.js'
import { requiredPackages } from './required-packages.js'

export interface WorkbenchParameters {
  readonly package: SchemaPackage
  /** Keys of required packages that the host brings. */
  readonly provided: readonly string[]
  /** Makes what the host brings, on a database without the package. */
  readonly prepare: (pool: Pool) => Promise<unknown>
  /** @default the server of vitest's global setup */
  readonly url?: string | undefined
}

/** Makes the databases on which a package is tried. */
export interface Workbench {
  /** Gives a database with what the package requires, and nothing else; dropped after. */
  withDatabase<T>(use: (database: Pool) => Promise<T>): Promise<T>
  /** A runner for what the package requires and these installs of it, in one database. */
  runner(database: Pool, ...installs: readonly (SchemaPackage | Install)[]): Runner
}

export function workbench({ package: schemaPackage, provided, prepare, url }: WorkbenchParameters): Workbench {
  const required = requiredPackages(schemaPackage)
  const installed = defineStack({ packages: required.filter(({ key }) => !provided.includes(key)) })
  const stackOf = (installs: readonly (SchemaPackage | Install)[]): Stack =>
    defineStack({ packages: [...required, ...installs], provided })
  return {
    async withDatabase(use) {
      const database = await createTestDatabase({ stack: installed, ...(url === undefined ? {} : { url }) })
      try {
        await prepare(database.pool)
        return await use(database.pool)
      } finally {
        await database.drop()
      }
    },
    runner: (database, ...installs) => createRunner({ stack: stackOf(installs), sessions: fromPool(database) }),
  }
}
