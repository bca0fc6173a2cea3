/** What one or more events tell of a run of a stage: a row for `record_stage_facts`. */
export interface StageFacts {
  readonly job_id: string
  readonly stage_name: string
  readonly started_at: string
  status: 'start' | 'succeed' | 'fail'
  ended_stamp: string
  ended_at?: string | undefined
  error?: string | undefined
  /** As the start told. */
  meta?: string | undefined
  /** As the end told. */
  end_meta?: string | undefined
}

/**
 * Both facts about one run in one; undefined when both bring an object that the other
 * does not: those only the database can merge.
 */
export function joinStageFacts(one: StageFacts, other: StageFacts): StageFacts | undefined {
  if (differ(one.meta, other.meta) || differ(one.end_meta, other.end_meta)) return undefined
  const ended = one.ended_stamp <= other.ended_stamp ? one : other
  return { ...ended, meta: one.meta ?? other.meta, end_meta: one.end_meta ?? other.end_meta }
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other
}
