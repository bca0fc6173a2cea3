import { createHash } from 'node:crypto'
import { type SchemaPackage, type Step, stepId } from '@schemata/contract'

/** What the digest is made of: a step of a package, or one that the ledger recorded. */
export interface ChainedStep {
  readonly version: string
  readonly name: string
  readonly digest: string
}

const known = new WeakMap<SchemaPackage, string>()

/**
 * What a set of steps, read in the package's own order, amounts to: equal exactly when
 * the same steps with the same contents are applied. Empty for no step.
 */
export function chainDigest(steps: readonly ChainedStep[]): string {
  return steps.reduce(extendChain, '')
}

/** The digest after one more step behind all others. */
export function extendChain(chain: string, step: ChainedStep): string {
  return createHash('sha256')
    .update(`${chain}\n${stepId(step)} ${step.digest}`)
    .digest('hex')
}

/** A package's step as the chain sees it. */
export function toChained({ version, name, up }: Step): ChainedStep {
  return { version, name, digest: up.digest }
}

/** The digest of a package with all its steps; computed once a process. */
export function headDigest(schemaPackage: SchemaPackage): string {
  let digest = known.get(schemaPackage)
  if (digest === undefined) {
    digest = chainDigest(schemaPackage.migrations.steps.map(toChained))
    known.set(schemaPackage, digest)
  }
  return digest
}
