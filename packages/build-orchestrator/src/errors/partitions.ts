import { SchemaError } from '@schemata/contract'

/** Something stands on the table that a partitioned one cannot keep. */
export class TableNotPartitionableError extends SchemaError {
  readonly code = 'BUILD_TABLE_NOT_PARTITIONABLE'
  readonly table: string

  constructor({ table, cause }: { table: string; cause?: unknown }) {
    super(`Table \`${table}\` cannot be partitioned.`, {
      hint: 'The cause says what is in the way: drop that, and make it again once the table is partitioned.',
      cause,
    })
    this.table = table
  }
}

/** Somebody began to partition the table in another way. */
export class PartitioningUnderWayError extends SchemaError {
  readonly code = 'BUILD_PARTITIONING_UNDER_WAY'
  readonly table: string

  constructor({ table, cause }: { table: string; cause?: unknown }) {
    super(`Table \`${table}\` is being prepared for partitions of another length.`, {
      hint: 'Ask for that length, or go back with cancelPartitioning.',
      cause,
    })
    this.table = table
  }
}

/** Transactions of others held the table whenever it was tried. */
export class TableInUseError extends SchemaError {
  readonly code = 'BUILD_TABLE_IN_USE'
  readonly table: string

  constructor({ table, cause }: { table: string; cause?: unknown }) {
    super(`Table \`${table}\` was held by others whenever it was tried.`, {
      hint: 'Look for transactions that stay open (pg_stat_activity), and call again: what is done stays done.',
      cause,
    })
    this.table = table
  }
}

/** An index cannot be built beside an application from inside a transaction. */
export class InTransactionError extends SchemaError {
  readonly code = 'BUILD_IN_TRANSACTION'

  constructor({ cause }: { cause?: unknown } = {}) {
    super('partitionTable was given a connection with an open transaction.', {
      hint: 'Pass a pool, or a client outside a transaction.',
      cause,
    })
  }
}
