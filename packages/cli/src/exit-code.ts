import type { ReportedError } from '@schemata/runner'

/** What each exit code of the command means; `--help` prints this. */
export const EXIT_CODES: { readonly [exitCode: number]: string } = {
  0: 'fine',
  1: 'unexpected error',
  2: 'usage: arguments, configuration or connection string',
  3: 'steps are pending (status --check)',
  4: 'verification found differences',
  5: 'history conflict: diverged, damaged, or ahead below floor',
  6: 'lock not obtained',
  7: 'refused: rights, a hazard, or what the build found',
  8: 'failed and rolled back',
  9: 'stopped inside a non-transactional step: run again',
  10: 'precondition: server, version, range, provided package',
  12: 'the reviewed plan is stale',
  130: 'interrupted',
}

/** Exit code of every error code that can reach the command line. */
const EXIT_CODE_OF: { readonly [code: string]: number } = {
  UNEXPECTED: 1,

  USAGE: 2,
  CONFIG_MISSING: 2,
  CONFIG_INVALID: 2,
  DATABASE_URL_MISSING: 2,
  DATABASE_URL_INVALID: 2,
  PACKAGE_UNKNOWN: 2,
  MANIFEST_INVALID: 2,
  STACK_INVALID: 2,
  PACKAGE_DUPLICATE: 2,

  RELEASE_UNREADABLE: 2,
  JOB_SCHEDULE: 2,
  PACKAGE_NAME: 2,
  DIRECTORY_TAKEN: 2,

  NOT_READY: 3,

  CHECKSUM_MISMATCH: 5,
  EXPORTED_FILE_CHANGED: 5,
  STEP_OUT_OF_ORDER: 5,
  STEP_FILE_MISSING: 5,
  SCHEMA_GONE: 5,
  AHEAD_BELOW_FLOOR: 5,
  HEAD_MOVED: 5,
  HISTORY_GAP: 5,
  BUILD_ORDER_MALFORMED: 5,
  BUILD_ORDER_REPEATED: 5,
  BUILD_ORDER_FILE_MISSING: 5,
  BUILD_STALE: 5,
  CONTRACT_STALE: 5,

  RELEASED_STEP_REMOVED: 5,
  RELEASED_STEP_CHANGED: 5,
  RELEASED_STEP_MOVED: 5,

  LOCK_NOT_OBTAINED: 6,
  RELATION_LOCKED: 6,
  RESET_LOCKED: 6,

  RIGHTS_MISSING: 7,
  BUMP_TOO_SMALL: 7,
  RESET_REFUSED: 7,
  REVERT_IRREVERSIBLE: 7,
  REVERT_DEPENDENT: 7,
  REVERT_DATA_LOSS: 7,
  REVERT_UNKNOWN: 7,

  STEP_FAILED: 8,
  SAMPLE_FAILED: 8,
  RESET_FAILED: 8,
  JOB_FAILED: 8,
  STEP_INTERRUPTED: 9,

  CONNECTION_FAILED: 10,
  CONNECTION_LOST: 10,
  POOL_TOO_SMALL: 10,
  SERVER_VERSION: 10,
  NODE_VERSION: 10,
  JOB_CRON_MISSING: 10,
  OUTBOX_NOT_INSTALLED: 10,
  LEDGER_TOO_NEW: 10,
  PACKAGE_MISSING: 10,
  RANGE_NOT_MET: 10,
  PROVIDED_MISSING: 10,
  EXTENSION_MISSING: 10,
  STEP_CYCLE: 10,
  STEP_UNKNOWN: 10,

  PLAN_STALE: 12,
  INTERRUPTED: 130,
}

/** Whole families: each rule of the build, and each way in which no embedded server can be had, has a code of its own. */
const EXIT_CODE_OF_FAMILY: { readonly [prefix: string]: number } = {
  BUILD_: 7,
  CONTRACT_: 7,
  EMBEDDED_: 10,
}

/** Several problems at once: what a person must look at first comes first. */
const GRAVITY = [130, 9, 8, 5, 7, 12, 6, 10, 2, 4, 3]

/** The exit code of one error code; undefined for one that no table knows. */
export function findExitCode(code: string): number | undefined {
  const family = Object.keys(EXIT_CODE_OF_FAMILY).find((prefix) => code.startsWith(prefix))
  return EXIT_CODE_OF[code] ?? (family === undefined ? undefined : EXIT_CODE_OF_FAMILY[family])
}

/** The exit code of a whole report: 0 without errors, otherwise that of the gravest. */
export function exitCodeOf(errors: readonly Pick<ReportedError, 'code'>[]): number {
  if (errors.length === 0) return 0
  const found = new Set(errors.map(({ code }) => findExitCode(code)))
  return GRAVITY.find((exitCode) => found.has(exitCode)) ?? 1
}
