import type { Instance, Stack, Step } from '@schemata/contract'

import { createRoleStatement } from '../create-roles.js'
import { ExportedFileChangedError } from '../errors.js'
import { roleNames } from '../facts.js'
import { orderSteps } from '../order-steps.js'
import { relocate } from '../relocate.js'
import { exportedName } from './exported-name.js'
import { isStamp, stampSteps } from './stamp-steps.js'

/** A file of `supabase/migrations`. */
export interface MigrationFile {
  /** `<version>_<name>.sql` */
  readonly name: string
  readonly sql: string
}

/** What has to be written so that the Supabase CLI brings a database to the stack. */
export interface SupabaseExport {
  /** New files, in order; files that are there are never among them. */
  readonly files: readonly MigrationFile[]
  /** How many files were there already and stay as they are. */
  readonly unchanged: number
  /** New files that come before a file which is there: `supabase db push` wants `--include-all` for them. */
  readonly outOfOrder: readonly string[]
}

/**
 * The stack's steps as migration files for the Supabase CLI, one a step, under the
 * stack's names. Pure: what is in the directory is given, what to write is returned.
 *
 * A step whose version has fourteen digits keeps version and name. Others get a stable
 * one, and are called by package, version and name. Roles come first, except those that
 * Supabase has. Fixtures and jobs are not migrations: after `adopt`, `apply` brings the
 * first, `jobs schedule` the second.
 *
 * @throws ExportedFileChangedError when a step's file is there with other contents
 * @throws StepCycleError when steps wait for each other
 */
export function exportSupabase(stack: Stack, existing: readonly MigrationFile[]): SupabaseExport {
  const wanted = [...roleFiles(stack), ...stepFiles(stack)]
  const missing = wanted.filter((file) => !isThere(file, existing))
  const taken = existing.flatMap(({ name }) => /^(\d{14})_.*\.sql$/.exec(name)?.[1] ?? [])
  const stamps = stampSteps(missing, taken)
  const files = missing.map((file, index) => named(file, stamps[index] ?? ''))
  const latest = [...taken].sort().at(-1) ?? ''
  return {
    files,
    unchanged: wanted.length - missing.length,
    outOfOrder: files.map(({ name }) => name).filter((name) => name < latest),
  }
}

/** A file that has no version yet. */
interface Wanted {
  /** The version that it brings along. */
  readonly own: string | null
  /** Its name under that version. */
  readonly ownName: string | null
  /** Its name under any other. */
  readonly name: string
  readonly sql: string
}

function named({ own, ownName, name, sql }: Wanted, stamp: string): MigrationFile {
  return { name: `${stamp}_${stamp === own && ownName !== null ? ownName : name}.sql`, sql }
}

/** @throws ExportedFileChangedError */
function isThere({ own, ownName, name, sql }: Wanted, existing: readonly MigrationFile[]): boolean {
  const found = existing.find(
    (file) =>
      file.name === `${own}_${ownName}.sql` ||
      (isStamp(file.name.slice(0, 14)) && file.name.slice(14) === `_${name}.sql`),
  )
  // Git may have written other line ends.
  if (found && found.sql.replaceAll('\r\n', '\n') !== sql) throw new ExportedFileChangedError({ file: found.name })
  return found !== undefined
}

/** Every Supabase database has them. */
const PLATFORM_ROLES = ['anon', 'authenticated', 'service_role', 'authenticator']

function roleFiles(stack: Stack): readonly Wanted[] {
  const roles = roleNames(stack).filter((role) => !PLATFORM_ROLES.includes(role))
  return roles.map((role) => ({
    own: null,
    ownName: null,
    name: `role_${role}`,
    sql: `${createRoleStatement(role)}\n`,
  }))
}

function stepFiles(stack: Stack): readonly Wanted[] {
  const installed = stack.instances.filter(({ provided }) => !provided)
  const ordered = orderSteps(installed.map((instance) => ({ instance, pending: instance.package.migrations.steps })))
  return ordered.map(({ instance, step }) => stepFile(instance, step, stack))
}

function stepFile(instance: Instance, step: Step, { roles }: Stack): Wanted {
  const keeps = isStamp(step.version)
  return {
    own: keeps ? step.version : null,
    ownName: keeps ? step.name : null,
    name: exportedName(instance, step),
    sql: relocate(step.up, { schemas: instance.schemas, roles }).sql,
  }
}
