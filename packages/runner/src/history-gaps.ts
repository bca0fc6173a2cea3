import { type Instance, type Queryable, type Stack, type Step, stepId } from '@schemata/contract'

import { findTarget } from './check-requirements.js'
import { openTransaction } from './compose-units.js'
import { findDrift } from './find-drift.js'
import { historyRow, historySteps } from './history-row.js'
import type { Ledger } from './ledger.js'
import { HistoryGapError } from './planning-errors.js'
import { identifier } from './quote.js'
import type { Session } from './sessions.js'

/** Applied steps whose row in the documented table is gone. */
export interface HistoryGap {
  readonly instance: Instance
  readonly steps: readonly Step[]
}

/**
 * Finds rows that were deleted from the tables that documents promise, as one document
 * advises after a failure. The ledger is the truth; such a row is a question, not an error.
 */
export async function findHistoryGaps(db: Queryable, stack: Stack, ledger: Ledger): Promise<readonly HistoryGap[]> {
  const gaps: HistoryGap[] = []
  for (const instance of stack.instances.filter(({ provided }) => !provided)) {
    const steps = await missingRows(db, instance, ledger)
    if (steps.length > 0) gaps.push({ instance, steps })
  }
  return gaps
}

async function missingRows(db: Queryable, instance: Instance, ledger: Ledger): Promise<readonly Step[]> {
  const recorded = new Set(findTarget(ledger, instance)?.steps.map(stepId))
  const expected = historySteps(instance.package).filter((step) => recorded.has(stepId(step)))
  const { history } = instance.package
  const column = Object.entries(history?.columns ?? {}).find(([, fact]) => fact === 'version')?.[0]
  if (!history || column === undefined || expected.length === 0) return []
  const table = `${identifier(instance.schema)}.${identifier(history.table)}`
  const { rows: present } = await db.query('SELECT to_regclass($1) IS NOT NULL AS present', [table])
  if (!present[0]?.present) return []
  const { rows } = await db.query(`SELECT ${identifier(column)}::text AS version FROM ${table}`)
  const versions = new Set(rows.map((row) => String(row.version)))
  return expected.filter((step) => !versions.has(step.version))
}

/**
 * Writes the rows again where the catalog shows that the steps are still there, unchanged.
 *
 * @throws HistoryGapError where it shows something else
 */
export async function closeHistoryGaps(work: Session, stack: Stack, gaps: readonly HistoryGap[]): Promise<void> {
  for (const { instance, steps } of gaps) {
    const only = { ...stack, instances: stack.instances.map((other) => ({ ...other, provided: other !== instance })) }
    const drift = await findDrift(work, only)
    if (drift.length > 0) {
      const key = instance.package.key
      throw new HistoryGapError({
        packageKey: key,
        steps: steps.map(stepId),
        differences: drift.map(({ message }) => message),
      })
    }
    const rows = steps.map(
      (step) => historyRow(instance, step, 'SELECT 0 AS schemata_lap', { onlyIfMissing: true }) ?? '',
    )
    await work.run([...openTransaction(4000), ...rows, 'COMMIT'].join(';\n'))
  }
}
