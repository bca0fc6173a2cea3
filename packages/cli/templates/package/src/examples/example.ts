import type { z } from 'zod'

import { examplesRow } from '../generated/rows.js'

/** A row as the statements of this folder list it. */
export const exampleRow = examplesRow.pick({ id: true, title: true, created_at: true })

/** A thing with a title. */
export interface Example {
  id: string
  title: string
  createdAt: Date
}

/** A row in the shape that callers see. */
export function toExample({ id, title, created_at }: z.infer<typeof exampleRow>): Example {
  return { id, title, createdAt: created_at }
}
