import type { Offender, Rule, RuleName } from './rule.js'

/** Objects that need not keep a rule, and why. */
export interface ConformanceException {
  readonly rule: RuleName
  /** As the failure names them. */
  readonly objects: readonly (string | RegExp)[]
  /** Shown to whoever asks why; not empty. */
  readonly reason: string
}

/**
 * Takes out what is excepted. An exception that nothing needs any more, or that says no
 * reason, is an offender itself.
 */
export function applyExceptions(
  { name }: Pick<Rule, 'name'>,
  offenders: readonly Offender[],
  exceptions: readonly ConformanceException[],
): readonly Offender[] {
  const own = exceptions.filter((exception) => exception.rule === name)
  const excepted = own.flatMap(({ objects }) => objects)
  const left = offenders.filter(({ object }) => !excepted.some((pattern) => matches(pattern, object)))
  const idle = excepted.filter((pattern) => !offenders.some(({ object }) => matches(pattern, object)))
  const silent = own.filter(({ reason }) => reason.trim() === '').flatMap(({ objects }) => objects)
  return [
    ...left,
    ...idle.map((pattern) => ({
      object: String(pattern),
      fault: 'is excepted and keeps the rule: remove the exception',
    })),
    ...silent.map((pattern) => ({ object: String(pattern), fault: 'is excepted without a reason: state one' })),
  ]
}

function matches(pattern: string | RegExp, object: string): boolean {
  return typeof pattern === 'string' ? pattern === object : pattern.test(object)
}
