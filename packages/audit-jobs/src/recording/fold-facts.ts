import type { EventFacts } from './event-facts.js'
import { type JobFacts, joinJobFacts } from './job-facts.js'
import { joinStageFacts, type StageFacts } from './stage-facts.js'

/** What goes to the database in one statement: each job and each run of a stage once. */
export interface Fold {
  readonly jobs: readonly JobFacts[]
  readonly stages: readonly StageFacts[]
}

/**
 * Folds the facts of many events into one statement, or into several where only the
 * database can join them.
 */
export function foldFacts(facts: readonly EventFacts[]): readonly Fold[] {
  const folds: Fold[] = []
  let rest = facts
  while (rest.length > 0) {
    const { fold, left } = foldOnce(rest)
    folds.push(fold)
    rest = left
  }
  return folds
}

function foldOnce(facts: readonly EventFacts[]): { fold: Fold; left: readonly EventFacts[] } {
  const jobs = new Map<string, JobFacts>()
  const stages = new Map<string, StageFacts>()
  const left: EventFacts[] = []
  for (const fact of facts) {
    if (fact.stage && !addStage(stages, fact.stage)) {
      left.push(fact)
      continue
    }
    const job = jobs.get(fact.job.job_id)
    if (job) joinJobFacts(job, fact.job)
    else jobs.set(fact.job.job_id, { ...fact.job })
  }
  return { fold: { jobs: [...jobs.values()], stages: [...stages.values()] }, left }
}

function addStage(stages: Map<string, StageFacts>, stage: StageFacts): boolean {
  const key = `${stage.job_id} ${stage.started_at} ${stage.stage_name}`
  const present = stages.get(key)
  const joined = present ? joinStageFacts(present, stage) : stage
  if (joined) stages.set(key, joined)
  return joined !== undefined
}
