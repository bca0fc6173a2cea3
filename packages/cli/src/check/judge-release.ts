import { type Bump, type BumpReason, compareOrders, greatestBump, isEnough, requiredBump } from '@schemata/compiler'
import type { SchemaError } from '@schemata/contract'
import { inc } from 'semver'

import { BumpTooSmallError } from '../errors.js'
import { comparePeers, type PeerReason } from './compare-peers.js'
import type { Release } from './read-release.js'

/** A reason for a bump: an object of the schema, a peer, or a step. */
export type Reason = BumpReason | PeerReason | StepReason

export interface StepReason {
  readonly bump: Bump
  readonly kind: 'step'
  readonly object: string
  readonly reason: string
}

export interface Judgement {
  readonly required: Bump
  readonly reasons: readonly Reason[]
  readonly errors: readonly SchemaError[]
}

/** Says what the present state of a package needs after its last release, and whether what it claims is enough. */
export async function judgeRelease(released: Release, present: Release, claims: Claims): Promise<Judgement> {
  const orders = compareOrders(released.order, present.order, { packageKey: claims.packageKey })
  const contract = await requiredBump(released.contract, present.contract)
  const steps = orders.added.map(
    (id): StepReason => ({ bump: 'patch', kind: 'step', object: id, reason: `Step \`${id}\` is new.` }),
  )
  const reasons: Reason[] = [...contract.reasons, ...comparePeers(released.peers, present.peers), ...steps]
  const required = greatestBump(reasons.map(({ bump }) => bump))
  const errors = [...orders.problems, ...refuseSmall(released, required, reasons, claims)]
  return { required, reasons, errors }
}

interface Claims {
  readonly packageKey: string
  readonly name: string
  readonly claimed: Bump
}

function refuseSmall(
  { version }: Release,
  required: Bump,
  reasons: readonly Reason[],
  { packageKey, name, claimed }: Claims,
): readonly SchemaError[] {
  if (required === 'none' || isEnough(claimed, required)) return []
  const decisive = reasons.filter(({ bump }) => bump === required).map(({ reason }) => reason)
  const next = inc(version, required) ?? version
  return [new BumpTooSmallError({ packageKey, name, claimed, required, released: version, next, reasons: decisive })]
}
