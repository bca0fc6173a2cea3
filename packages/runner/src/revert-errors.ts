import { SchemaError } from '@schemata/contract'

/** A step says that it cannot be undone. */
export class IrreversibleStepError extends SchemaError {
  readonly code = 'REVERT_IRREVERSIBLE'

  constructor({ step, reason }: { step: string; reason: string }) {
    super(`${step} cannot be undone: ${reason}.`, {
      hint: 'Go forward with a new step, or restore a backup taken before it.',
    })
  }
}

/** Reverting would leave a package without what it requires. */
export class DependentInstalledError extends SchemaError {
  readonly code = 'REVERT_DEPENDENT'

  constructor({ step, dependent, requires }: { step: string; dependent: string; requires: string }) {
    super(`${step} cannot be undone: \`${dependent}\` is installed and requires ${requires}.`, {
      hint: `Revert \`${dependent}\` first, or name both: \`schemata revert ${dependent} …\`.`,
    })
  }
}

/** Reverting would destroy rows, which was not allowed. */
export class DataLossError extends SchemaError {
  readonly code = 'REVERT_DATA_LOSS'
  readonly losses: readonly string[]

  constructor({ losses }: { losses: readonly string[] }) {
    super(`Reverting would destroy data: ${losses.join('; ')}.`, {
      hint: 'Save what is needed, then repeat with `--allow data-loss`.',
    })
    this.losses = losses
  }
}

/** There is nothing to revert under that name. */
export class NothingToRevertError extends SchemaError {
  readonly code = 'REVERT_UNKNOWN'

  constructor({ what, hint }: { what: string; hint: string }) {
    super(`Nothing to revert: ${what}.`, { hint })
  }
}
