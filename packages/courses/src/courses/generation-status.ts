import { z } from 'zod'

/** States of a course generation, in the order of progress; the three ends stand last. */
export const generationStatus = z.enum([
  'pending',
  'stage_2_init',
  'stage_2_processing',
  'stage_2_complete',
  'stage_2_awaiting_approval',
  'stage_3_init',
  'stage_3_summarizing',
  'stage_3_complete',
  'stage_3_awaiting_approval',
  'stage_4_init',
  'stage_4_analyzing',
  'stage_4_complete',
  'stage_4_awaiting_approval',
  'stage_5_init',
  'stage_5_generating',
  'stage_5_complete',
  'stage_5_awaiting_approval',
  'stage_6_init',
  'stage_6_generating',
  'stage_6_complete',
  'finalizing',
  'completed',
  'failed',
  'cancelled',
])

export type GenerationStatus = z.infer<typeof generationStatus>
