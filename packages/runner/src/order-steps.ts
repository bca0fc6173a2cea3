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
  /** By step id, in ORDER. Two installs of one package share steps, but never nodes. */
  readonly waiting: ReadonlyMap<string, PendingStep>
}

/** What must come before a node. */
type Edges = ReadonlyMap<PendingStep, readonly PendingStep[]>

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
  const before: Edges = new Map(
    lanes.flatMap((lane) => [...lane.waiting.values()].map((node) => [node, requiredNodes(lane, node, lanes)])),
  )
  const queues = lanes.map((lane) => [...lane.waiting.values()].reverse())
  const waiting = new Set(before.keys())
  const ordered: PendingStep[] = []
  while (waiting.size > 0) {
    const queue = queues.find((candidate) => isFree(candidate.at(-1), before, waiting))
    const node = queue?.pop()
    if (!node) throw new StepCycleError({ cycle: findCycle(queues, before, waiting) })
    waiting.delete(node)
    ordered.push(node)
  }
  return ordered
}

function toLane(instance: Instance, pending: readonly Step[]): Lane {
  return {
    instance,
    ids: new Set(instance.package.migrations.steps.map(stepId)),
    waiting: new Map(pending.map((step) => [stepId(step), { instance, step }])),
  }
}

function isFree(node: PendingStep | undefined, before: Edges, waiting: ReadonlySet<PendingStep>): boolean {
  return node !== undefined && !before.get(node)?.some((required) => waiting.has(required))
}

/** The pending steps that the head of this one, and its package's manifest, name. */
function requiredNodes(lane: Lane, { step }: PendingStep, lanes: readonly Lane[]): readonly PendingStep[] {
  const place = { package: lane.instance.package.key, file: step.file }
  const byHead = step.requires.map(({ package: key, step: id }) => {
    const required = key === null ? lane : requiredLane(lane, key, lanes)
    return required && findWaiting(required, id, place)
  })
  const byManifest = lane.instance.package.requires.map(({ package: { key }, from }) => {
    const required = requiredLane(lane, key, lanes)
    return required && (from === undefined ? [...required.waiting.values()].at(-1) : findWaiting(required, from))
  })
  return [...byHead, ...byManifest].filter((required) => required !== undefined)
}

/** The install of a required package that this one refers to; none when it is provided or absent. */
function requiredLane({ instance }: Lane, key: string, lanes: readonly Lane[]): Lane | undefined {
  const installed = lanes.filter((lane) => lane.instance.package.key === key)
  return (
    installed.find((lane) => instance.schemas[lane.instance.package.schema] === lane.instance.schema) ?? installed[0]
  )
}

function findWaiting(lane: Lane, id: string, place?: { package: string; file: string }): PendingStep | undefined {
  if (lane.ids.has(id)) return lane.waiting.get(id)
  const nearest = nearestName(id, [...lane.ids])
  throw new UnknownStepError({
    reference: `${lane.instance.package.key}:${id}`,
    ...(place ? { place } : {}),
    ...(nearest ? { nearest } : {}),
  })
}

/** Follows what stands in the way, from the first queue that is stuck, until a step comes round again. */
function findCycle(
  queues: readonly PendingStep[][],
  before: Edges,
  waiting: ReadonlySet<PendingStep>,
): { step: string; file: string }[] {
  const path: PendingStep[] = []
  let node = queues.find((queue) => queue.length > 0)?.at(-1)
  while (node && !path.includes(node)) {
    path.push(node)
    const required = before.get(node)?.find((candidate) => waiting.has(candidate))
    const { instance }: PendingStep = node
    // What is required may itself wait behind an earlier step of its package: that one is stuck.
    node = required?.instance === instance ? required : stuckBehind(required, queues)
  }
  const start = node ? path.indexOf(node) : 0
  return [...path.slice(start), ...path.slice(start, start + 1)].map(({ instance, step }) => ({
    step: `${instance.package.key}:${stepId(step)}`,
    file: step.file,
  }))
}

function stuckBehind(node: PendingStep | undefined, queues: readonly PendingStep[][]): PendingStep | undefined {
  return node && queues.find((queue) => queue.includes(node))?.at(-1)
}
