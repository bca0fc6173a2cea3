import type { Stack } from '@schemata/contract'
import { createRunner, fromPool } from '@schemata/runner'
import type { Pool } from 'pg'

import { conclusion } from '../commands/apply.js'
import { SampleFailedError } from '../errors.js'
import { openPool } from '../open-pool.js'
import { tellProgress } from '../render/progress.js'
import type { Report } from '../report.js'
import type { Shell } from '../shell.js'
import { withInterrupts } from '../with-interrupts.js'
import { type DevelopmentScript, resetScripts, sampleScripts } from './development-scripts.js'
import { emptyDatabase, sharedInstalls } from './empty-database.js'

const UNTOUCHED = { dropped: [], outcome: 'failed', applied: [], samples: [] }

/** Empties a database, applies the stack and loads its sample data. */
export async function reset(url: string, stack: Stack, shell: Shell): Promise<Report> {
  // Before anything is lost, it is known that the scripts can be read.
  const samples = await sampleScripts(stack)
  const resets = await resetScripts(stack)
  const pool = await openPool(url)
  try {
    const runner = createRunner({ stack, sessions: fromPool(pool) })
    // In a schema that others use too, only the down scripts know what is the package's own.
    const shared = await sharedInstalls(pool)
    const undone = shared.length > 0 ? await runner.revert({ packages: shared, allowDataLoss: true }) : undefined
    if (undone?.outcome === 'failed') return { data: { ...UNTOUCHED }, text: '', errors: undone.errors }
    const dropped = await emptyDatabase(pool, resets)
    const result = await withInterrupts(shell, (signal) =>
      runner.apply({ signal, onEvent: tellProgress(shell.terminal) }),
    )
    const { outcome, applied, errors } = result
    const loaded = outcome === 'failed' ? [] : await loadSamples(pool, samples)
    const files = loaded.map(({ package: packageKey, file }) => ({ package: packageKey, file }))
    return {
      data: { dropped, outcome, applied, samples: files },
      text: [
        dropped.length === 0 ? 'No schema was dropped.' : `Dropped ${dropped.join(', ')}.`,
        conclusion(result),
        ...files.map(({ package: packageKey, file }) => `Loaded ${packageKey} ${file}.`),
      ]
        .filter((line) => line !== '')
        .join('\n'),
      errors,
    }
  } finally {
    await pool.end()
  }
}

async function loadSamples(pool: Pool, samples: readonly DevelopmentScript[]): Promise<readonly DevelopmentScript[]> {
  for (const { package: packageKey, file, sql } of samples) {
    try {
      // One message is one transaction.
      await pool.query(sql)
    } catch (cause) {
      throw new SampleFailedError({ packageKey, file, cause })
    }
  }
  return samples
}
