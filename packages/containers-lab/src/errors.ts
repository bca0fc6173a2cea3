import { SchemaError } from '@schemata/contract'

/** The rules that functions and triggers of the schema raise errors for, by their SQLSTATE. */
export const RULES = {
  LB001: 'container-move',
  LB002: 'retention-days',
  LB003: 'quota-amount',
  LB004: 'reservation-wait',
  LB005: 'quota-exhausted',
  LB006: 'assignment-status',
  LB007: 'advisory-lock-key',
  LB008: 'template-version',
  LB009: 'export-period',
  LB010: 'claim',
  LB011: 'permission',
  LB012: 'first-role',
  LB013: 'audit-horizon',
  LB014: 'sort-column',
} as const

export type Rule = (typeof RULES)[keyof typeof RULES]

/** A function or trigger of the schema refused what it was asked; nothing was written. */
export class RuleViolatedError extends SchemaError {
  readonly code = 'LAB_RULE_VIOLATED'
  readonly rule: Rule
  /** The code that the database gave, as in `LB005`. */
  readonly sqlState: keyof typeof RULES

  constructor({
    sqlState,
    message,
    hint,
    cause,
  }: {
    sqlState: keyof typeof RULES
    message: string
    hint?: string
    cause: unknown
  }) {
    super(message, { ...(hint !== undefined && { hint }), cause })
    this.sqlState = sqlState
    this.rule = RULES[sqlState]
  }
}
