import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { slugOf } from '../courses/slug-of.js'
import { parseInput } from '../parse-input.js'
import { type ImportHold, importHold } from './fence.js'

/** A row of a spreadsheet: a course, perhaps a module of it, perhaps a task of that. */
export interface ContentRow {
  /** Which row of the file, counted from 1. */
  rowNumber: number
  courseTitle?: string | null
  courseDescription?: string | null
  moduleTitle?: string | null
  moduleContent?: string | null
  /** In the module of the row or, where it names none, in the course. */
  taskTitle?: string | null
  taskDescription?: string | null
}

export interface ImportContentParameters extends ImportHold {
  /** Up to 5,000 at a time; a larger file is imported in portions. */
  rows: ContentRow[]
}

export type ImportedContent = { outcome: 'imported'; imported: number; failed: number } | { outcome: 'lost' }

const text = (most: number) => z.string().max(most).nullish()

const importContentParameters = z.object({
  ...importHold,
  rows: z
    .array(
      z.object({
        rowNumber: z.int().min(1),
        courseTitle: text(300),
        courseDescription: text(100_000),
        moduleTitle: text(300),
        moduleContent: text(1_000_000),
        taskTitle: text(300),
        taskDescription: text(100_000),
      }),
    )
    .max(5000),
})

/**
 * Imports rows of a spreadsheet: courses, their modules, their tasks, each once.
 *
 * What is there already is found again, a course by its slug and the others by their
 * title, and left as it is; so a second attempt doubles nothing. A row that cannot be
 * imported is recorded and does not stop the others. New courses belong to whoever
 * uploaded the file; to another's course only who manages courses may add. The outcome is
 * `lost` when the worker no longer holds the job: then nothing is written.
 *
 * One statement. Two imports at once take turns.
 *
 * @throws InvalidInputError when a row is not of that shape.
 * @example
 * const result = await importContent(pool, { ...job, rows })
 * if (result.outcome === 'lost') return
 */
export async function importContent(db: Queryable, parameters: ImportContentParameters): Promise<ImportedContent> {
  const { importJobId, fence, rows: given } = parseInput('importContent', importContentParameters, parameters)
  const slugged = given.map((row) => ({ ...row, courseSlug: slugOf(row.courseTitle ?? '') }))
  const { rows } = await db.query(IMPORT_CONTENT, [importJobId, fence, JSON.stringify(slugged)])
  const counts = z.object({ imported: z.int(), failed: z.int() }).optional().parse(rows[0])
  return counts ? { outcome: 'imported', ...counts } : { outcome: 'lost' }
}

const IMPORT_CONTENT = `
  SELECT imported, failed
  FROM containers_lab.import_content($1, $2, $3::text::jsonb)
`
