/** A file name's version as the Supabase CLI writes it: fourteen digits, UTC, to the second. */
export type Stamp = string

/** Something that needs a stamp; `own` is the one it would rather keep. */
export interface Unstamped {
  readonly own: Stamp | null
}

const FIRST: Stamp = '20000101000000'

export function isStamp(version: string): boolean {
  return /^\d{14}$/.test(version)
}

/**
 * Gives each entry a stamp later than the one before it. Pure; the same input gives the
 * same stamps.
 *
 * An entry keeps its own where the order allows it. Others come after everything that is
 * there already, unless a kept stamp must follow: then they come before that one. With
 * nothing there they begin in the year 2000, so that entries added later change none.
 *
 * @param taken stamps that are in use
 */
export function stampSteps(entries: readonly Unstamped[], taken: readonly Stamp[]): readonly Stamp[] {
  const used = new Set(taken)
  const latest = [...taken].sort().at(-1) ?? FIRST
  const stamps: Stamp[] = []
  for (const [index, { own }] of entries.entries()) {
    const previous = stamps.at(-1) ?? FIRST
    const keeps = own !== null && own > previous && !used.has(own)
    const stamp = keeps ? own : free(previous, latest, keptAfter(entries.slice(index + 1), previous), used)
    used.add(stamp)
    stamps.push(stamp)
  }
  return stamps
}

/** The next stamp that a later entry brings along. */
function keptAfter(later: readonly Unstamped[], previous: Stamp): Stamp | undefined {
  return later.find(({ own }) => own !== null && own > previous)?.own ?? undefined
}

function free(previous: Stamp, latest: Stamp, next: Stamp | undefined, used: ReadonlySet<Stamp>): Stamp {
  const atEnd = firstUnused(previous > latest ? previous : latest, used)
  return next === undefined || atEnd < next ? atEnd : firstUnused(previous, used)
}

function firstUnused(after: Stamp, used: ReadonlySet<Stamp>): Stamp {
  let stamp = secondAfter(after)
  while (used.has(stamp)) stamp = secondAfter(stamp)
  return stamp
}

function secondAfter(stamp: Stamp): Stamp {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = [4, 6, 8, 10, 12, 14].map((end) =>
    Number(stamp.slice(end === 4 ? 0 : end - 2, end)),
  )
  const next = new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1))
  return next.toISOString().replace(/\D/g, '').slice(0, 14)
}
