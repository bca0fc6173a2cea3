type Given<Facts> = { [Key in keyof Facts]: Exclude<Facts[Key], undefined> | undefined | Absent<Facts, Key> }
type Absent<Facts, Key extends keyof Facts> = undefined extends Facts[Key] ? null : never

/** Leaves out what is null or undefined, and sorts the rest by name. */
export function factsOf<Facts extends object>(given: Given<Facts>): Facts
export function factsOf(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, fact]) => fact !== null && fact !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
