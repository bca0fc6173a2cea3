import { type Instance, nearestName, type Step, stepId } from '@schemata/contract'

import { StepCycleError, UnknownStepError } from './planning-errors.js'

/** A step of one instance that waits to be applied. */
export interface PendingStep {
  readonly instance: Instance
  readonly step: Step
}

/** One instance's steps, in ORDER; only the first one can be next. */
interface Lane {
  readonly instance: Instance
  readonly ids: ReadonlySet<string>
  readonly waiting: readonly Step[]
  next: number
}

/**
 * Puts pending steps of all instances into one order: what a step requires comes
 * before it; among the free ones the stack's order decides, then ORDER's. The same
 * input gives the same order on every machine.
 *
 * @throws StepCycleError with the files that draw the circle.
 * @throws UnknownStepError when a head or a manifest names a step that does not exist.
 */
export function orderSteps(
  standings: readonly { instance: Instance; pending: readonly Step[] }[],
): readonly PendingStep[] {
  const lanes = standings.map(({ instance, pending }) => toLane(instance, pending))
  const before = new Map(lanes.flatMap((lane) => lane.waiting.map((step) => [step, requiredSteps(lane, step, lanes)])))
  const waiting = new Set(before.keys())
  const ordered: PendingStep[] = []
  while (waiting.size > 0) {
    const free = lanes.find((lane) => isFree(lane.waiting[lane.next], before, waiting))
    const step = free?.waiting[free.next]
    if (!free || !step) throw new StepCycleError({ cycle: findCycle(lanes, before, waiting) })
    ordered.push({ instance: free.instance, step })
    waiting.delete(step)
    free.next += 1
  }
  return ordered
}

function toLane(instance: Instance, waiting: readonly Step[]): Lane {
  return { instance, ids: new Set(instance.package.migrations.steps.map(stepId)), waiting, next: 0 }
}

type Edges = ReadonlyMap<Step, readonly Step[]>

function isFree(step: Step | undefined, before: Edges, waiting: ReadonlySet<Step>): boolean {
  return step !== undefined && !before.get(step)?.some((required) => waiting.has(required))
}

/** The pending steps that the heads of this one, and its package's manifest, name. */
function requiredSteps(lane: Lane, step: Step, lanes: readonly Lane[]): readonly Step[] {
  const place = { package: lane.instance.package.key, file: step.file }
  const byHead = step.requires.map(({ package: key, step: id }) => {
    const required = key === null ? lane : requiredLane(lane, key, lanes)
    return required && findWaiting(required, id, place)
  })
  const byManifest = lane.instance.package.requires.map(({ package: { key }, from }) => {
    const required = requiredLane(lane, key, lanes)
    return required && (from === undefined ? required.waiting.at(-1) : findWaiting(required, from))
  })
  return [...byHead, ...byManifest].filter((required) => required !== undefined)
}

/** The install of a required package that this one refers to; none when it is provided or absent. */
function requiredLane({ instance }: Lane, key: string, lanes: readonly Lane[]): Lane | undefined {
  const installed = lanes.filter((lane) => lane.instance.package.key === key && !lane.instance.provided)
  return (
    installed.find((lane) => instance.schemas[lane.instance.package.schema] === lane.instance.schema) ?? installed[0]
  )
}

function findWaiting(lane: Lane, id: string, place?: { package: string; file: string }): Step | undefined {
  if (lane.ids.has(id)) return lane.waiting.find((step) => stepId(step) === id)
  const nearest = nearestName(id, [...lane.ids])
  throw new UnknownStepError({
    reference: `${lane.instance.package.key}:${id}`,
    ...(place ? { place } : {}),
    ...(nearest ? { nearest } : {}),
  })
}

/** Follows what stands in the way, from the first lane that is stuck, until a step comes round again. */
function findCycle(
  lanes: readonly Lane[],
  before: Edges,
  waiting: ReadonlySet<Step>,
): { step: string; file: string }[] {
  const path: { lane: Lane; step: Step }[] = []
  let lane = lanes.find((candidate) => candidate.waiting[candidate.next])
  let step = lane?.waiting[lane.next]
  while (lane && step && !path.some((entry) => entry.step === step)) {
    path.push({ lane, step })
    const required = before.get(step)?.find((candidate) => waiting.has(candidate))
    const holder = lanes.find((candidate) => required && candidate.waiting.includes(required))
    // What is required may wait for an earlier step of its own package: that one is stuck.
    step = holder === lane ? required : holder?.waiting[holder.next]
    lane = holder
  }
  const start = path.findIndex((entry) => entry.step === step)
  return [...path.slice(start), ...path.slice(start, start + 1)].map((entry) => ({
    step: `${entry.lane.instance.package.key}:${stepId(entry.step)}`,
    file: entry.step.file,
  }))
}
