// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** States of a course generation, in the order of progress. */
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

/** Courses, from the first draft on. */
export const coursesRow = z.object({
  /** When the course was created. */
  created_at: z.date(),
  /** What the course is about. */
  description: z.string().nullable(),
  /** How far the generation has come. Null: never started. */
  generation_status: generationStatus.nullable(),
  /** Identity. */
  id: z.guid(),
  /** The organization that owns the course. */
  organization_id: z.guid(),
  /** As it stands in addresses; unique within the organization. */
  slug: z.string(),
  /** As shown to people. */
  title: z.string(),
  /** When the row last changed. */
  updated_at: z.date(),
  /** The author. Null once erased; then the course has none. */
  user_id: z.guid().nullable(),
})
export type CoursesRow = z.infer<typeof coursesRow>

export const coursesInsert = z.strictObject({
  created_at: z.date().optional(),
  description: z.string().nullish(),
  generation_status: generationStatus.nullish(),
  id: z.guid().optional(),
  organization_id: z.guid(),
  slug: z.string(),
  title: z.string(),
  updated_at: z.date().optional(),
  user_id: z.guid().nullish(),
})
export type CoursesInsert = z.infer<typeof coursesInsert>

export const coursesUpdate = coursesInsert.partial()
export type CoursesUpdate = z.infer<typeof coursesUpdate>

/** Who courses belong to; outlives the people who write them. */
export const organizationsRow = z.object({
  /** When the organization was created. */
  created_at: z.date(),
  /** Identity. */
  id: z.guid(),
  /** As shown to people; need not be unique. */
  name: z.string(),
  /** As it stands in addresses; unique. */
  slug: z.string(),
  /** When the row last changed. */
  updated_at: z.date(),
})
export type OrganizationsRow = z.infer<typeof organizationsRow>

export const organizationsInsert = z.strictObject({
  created_at: z.date().optional(),
  id: z.guid().optional(),
  name: z.string(),
  slug: z.string(),
  updated_at: z.date().optional(),
})
export type OrganizationsInsert = z.infer<typeof organizationsInsert>

export const organizationsUpdate = organizationsInsert.partial()
export type OrganizationsUpdate = z.infer<typeof organizationsUpdate>
