import { RULES, RuleViolatedError } from './errors.js'

/**
 * Makes a {@link RuleViolatedError} of a driver's error that this schema has raised, and
 * gives every other error back as it is.
 *
 * @example
 * await pool.query(START_CONTAINER, [id]).catch((cause) => { throw explainRaised(cause) })
 */
export function explainRaised(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || !isRule(cause.code)) return cause
  const hint = 'hint' in cause && typeof cause.hint === 'string' ? cause.hint : undefined
  return new RuleViolatedError({
    sqlState: cause.code,
    message: cause.message,
    ...(hint !== undefined && { hint }),
    cause,
  })
}

function isRule(code: unknown): code is keyof typeof RULES {
  return typeof code === 'string' && Object.hasOwn(RULES, code)
}
