import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { test as base, inject } from 'vitest'

import { aProject, type Project } from './project.js'
import { type Run, type RunOptions, runCli } from './run-cli.js'
import { type SpawnOptions, spawnCli } from './spawn-cli.js'

export interface Database {
  readonly url: string
  query(sql: string): Promise<readonly Record<string, unknown>[]>
}

export type Cli = (args: readonly string[], options?: Partial<RunOptions>) => Promise<Run>

export type Binary = (args: readonly string[], options?: Partial<SpawnOptions>) => Promise<Run>

/** Every test has a project directory of its own, and an empty database if it asks for one. */
export const test = base.extend<{ project: Project; database: Database; cli: Cli; binary: Binary }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  project: async ({}, use) => {
    const project = await aProject()
    await use(project)
    await project.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from the pattern.
  database: async ({}, use) => {
    const name = `schemata_cli_${randomBytes(6).toString('hex')}`
    await onServer(`CREATE DATABASE ${name}`)
    const url = new URL(inject('serverUrl'))
    url.pathname = `/${name}`
    await use({ url: url.toString(), query: (sql) => queryAt(url.toString(), sql) })
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  },
  /** The command in the project's directory, on the database. */
  cli: async ({ project, database }, use) => {
    await use((args, options = {}) =>
      runCli(args, { cwd: project.directory, ...options, env: { DATABASE_URL: database.url, ...options.env } }),
    )
  },
  /** The same in a process of its own. */
  binary: async ({ project, database }, use) => {
    await use((args, options = {}) =>
      spawnCli(args, { cwd: project.directory, ...options, env: { DATABASE_URL: database.url, ...options.env } }),
    )
  },
})

export async function onServer(sql: string): Promise<void> {
  await queryAt(inject('serverUrl'), sql)
}

export async function queryAt(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
