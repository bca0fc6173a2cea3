import { z } from 'zod'

export interface FsmState {
  entityId: string
  /** A label of `generation_status`. */
  state: string
  /** Counts the changes of state of this course, from 1 up. */
  version: number
  /** Who asked for it; null for nobody in particular. */
  createdBy: string | null
  createdAt: Date
}

/** Reads a state as the functions of the schema give it. */
export const fsmState = z
  .object({
    entity_id: z.guid(),
    state: z.string(),
    version: z.int(),
    created_by: z.guid().nullable(),
    created_at: z.coerce.date(),
  })
  .transform(
    (row): FsmState => ({
      entityId: row.entity_id,
      state: row.state,
      version: row.version,
      createdBy: row.created_by,
      createdAt: row.created_at,
    }),
  )
