import { type Instance, type Stack, stepId } from '@schemata/contract'

/** One install of a package, with what it requires. */
export interface GraphPackage {
  readonly key: string
  readonly version: string
  readonly schema: string
  readonly provided: boolean
  readonly requires: readonly GraphRequirement[]
  /** In the order of ORDER; only when asked for. */
  readonly steps?: readonly GraphStep[]
}

export interface GraphRequirement {
  readonly package: string
  /** Of the install that is meant. */
  readonly schema: string
  readonly range: string
  /** The first step that suffices; null for the last one. */
  readonly from: string | null
}

export interface GraphStep {
  readonly id: string
  readonly file: string
  /** Steps of other packages, or earlier ones of this, that it names. */
  readonly requires: readonly { readonly package: string; readonly step: string }[]
}

/** A stack as data, in the stack's own order. */
export function describeGraph({ instances }: Stack, { steps }: { steps: boolean }): readonly GraphPackage[] {
  return instances.map((instance) => ({
    key: instance.package.key,
    version: instance.package.migrations.package.version,
    schema: instance.schema,
    provided: instance.provided,
    requires: instance.package.requires.map(({ package: required, range, from = null }) => ({
      package: required.key,
      schema: instance.schemas[required.schema] ?? required.schema,
      range,
      from,
    })),
    ...(steps ? { steps: describeSteps(instance) } : {}),
  }))
}

function describeSteps({ package: { key, migrations } }: Instance): GraphStep[] {
  return migrations.steps.map((step) => ({
    id: stepId(step),
    file: step.file,
    requires: step.requires.map((reference) => ({ package: reference.package ?? key, step: reference.step })),
  }))
}
