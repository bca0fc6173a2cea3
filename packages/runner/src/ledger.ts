import type { Destruction, Queryable } from '@schemata/contract'

import { LedgerTooNewError } from './errors.js'
import { LEDGER_LAYOUT } from './ledger-definition.js'
import { identifier, literal } from './quote.js'

/** A step or fixture as the ledger recorded it. */
export interface RecordedStep {
  readonly kind: 'step' | 'fixture'
  readonly version: string
  readonly name: string
  readonly checksum: string
  readonly packageVersion: string
  readonly irreversible: string | null
  readonly reversible: boolean
}

/** One installed package as the ledger knows it. */
export interface Target {
  readonly packageKey: string
  readonly schema: string
  /** Null until the last step of a release is applied. */
  readonly version: string | null
  readonly head: string
  readonly chain: string
  readonly fixtures: string
  readonly floor: string
  readonly schemaExisted: boolean
  /** In the order in which they were applied. */
  readonly steps: readonly RecordedStep[]
}

/** A non-transactional step that was begun and not recorded. */
export interface Intent {
  readonly packageKey: string
  readonly schema: string
  readonly version: string
  readonly name: string
  /** Text of the server's clock. */
  readonly startedAt: string
  /** What was there before: only remains of our own are ever dropped. */
  readonly foundBefore: string
}

/** Everything the ledger says; empty where there is none yet. */
export interface Ledger {
  readonly exists: boolean
  /** Made by an older runner: its functions are to be brought up to date before anything is written. */
  readonly outdated: boolean
  readonly targets: readonly Target[]
  readonly intents: readonly Intent[]
}

export const EMPTY_LEDGER: Ledger = { exists: false, outdated: false, targets: [], intents: [] }

/** What is needed to undo a step. */
export interface Reverse {
  readonly sql: string
  readonly file: string
  readonly destroys: readonly Destruction[]
}

/** The head of each installed package: all that a booting application needs. One query, SELECT on one table. */
export interface Head {
  readonly packageKey: string
  readonly schema: string
  readonly version: string | null
  readonly chain: string
  readonly fixtures: string
  readonly floor: string
  /** How many rows the documented table has; null where there is none, or it was not asked for. */
  readonly historyRows: number | null
}

/** Reads the heads, or undefined where there is no ledger. One round trip, no lock. */
export async function readHeads(
  db: Queryable,
  histories: readonly HistoryTableName[] = [],
): Promise<readonly Head[] | undefined> {
  return unlessAbsent(async () => (await db.query(headsQuery(histories))).rows)
}

/** The table in which a document promises the applied steps of one install. */
export interface HistoryTableName {
  readonly packageKey: string
  readonly schema: string
  readonly table: string
}

/** Reads the whole ledger in one round trip. @throws LedgerTooNewError for a layout of a newer runner. */
export async function readLedger(db: Queryable): Promise<Ledger> {
  const rows = await unlessAbsent(async () => (await db.query(WHOLE_LEDGER)).rows)
  const found: { layout: number; targets: Target[]; intents: Intent[] } | undefined = rows?.[0]
  if (!found) return EMPTY_LEDGER
  if (found.layout > LEDGER_LAYOUT) throw new LedgerTooNewError({ found: found.layout, expected: LEDGER_LAYOUT })
  return { exists: true, outdated: found.layout < LEDGER_LAYOUT, targets: found.targets, intents: found.intents }
}

/** Reads how to undo one step, as it was stored when the step was applied. */
export async function readReverse(
  db: Queryable,
  step: { packageKey: string; schema: string; version: string; name: string },
): Promise<Reverse | undefined> {
  const { rows } = await db.query(REVERSE, [step.packageKey, step.schema, step.version, step.name])
  return rows[0]
}

/** 42P01 and 3F000: the table, or the schema before it, does not exist. */
async function unlessAbsent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
    if (code === '42P01' || code === '3F000' || code === '42883') return undefined
    throw error
  }
}

/** One query even where documented tables are counted too. */
function headsQuery(histories: readonly HistoryTableName[]): string {
  const counts = histories.map(
    ({ packageKey, schema, table }) =>
      `WHEN package_key = ${literal(packageKey)} AND schema_name = ${literal(schema)}
           THEN (SELECT count(*) FROM ${identifier(schema)}.${identifier(table)})`,
  )
  const rows = counts.length === 0 ? 'NULL' : `CASE ${counts.join(' ')} END`
  return `
    SELECT package_key AS "packageKey", schema_name AS "schema", version, chain_digest AS "chain",
           fixtures_digest AS "fixtures", floor, (${rows})::integer AS "historyRows"
    FROM schemata.target
  `
}

const WHOLE_LEDGER = `
  SELECT schemata.layout() AS layout,
         (SELECT coalesce(json_agg(json_build_object(
                   'packageKey', target.package_key, 'schema', target.schema_name, 'version', target.version,
                   'head', target.head, 'chain', target.chain_digest, 'fixtures', target.fixtures_digest,
                   'floor', target.floor, 'schemaExisted', target.schema_existed,
                   'steps', (SELECT coalesce(json_agg(json_build_object(
                                      'kind', step.kind, 'version', step.version, 'name', step.name,
                                      'checksum', step.checksum, 'packageVersion', step.package_version,
                                      'irreversible', step.irreversible, 'reversible', step.reverse_sql IS NOT NULL)
                                    ORDER BY step.step_id), '[]')
                             FROM schemata.step AS step WHERE step.target_id = target.target_id))
                 ORDER BY target.target_id), '[]')
          FROM schemata.target AS target) AS targets,
         (SELECT coalesce(json_agg(json_build_object(
                   'packageKey', intent.package_key, 'schema', intent.schema_name,
                   'version', intent.version, 'name', intent.name,
                   'startedAt', intent.started_at, 'foundBefore', intent.found_before)), '[]')
          FROM schemata.intent AS intent) AS intents
`

const REVERSE = `
  SELECT step.reverse_sql AS sql, step.reverse_file AS file, coalesce(step.reverse_destroys, '[]') AS destroys
  FROM schemata.step AS step
  JOIN schemata.target AS target ON target.target_id = step.target_id
  WHERE target.package_key = $1 AND target.schema_name = $2
    AND step.kind = 'step' AND step.version = $3 AND step.name = $4 AND step.reverse_sql IS NOT NULL
`
