import type { Range, Script } from '@schemata/contract'

/** The names that stand for literal ones: schemas and roles. */
export interface Names {
  readonly schemas: { readonly [literal: string]: string }
  readonly roles: { readonly [literal: string]: string }
}

/** A text made from a script, and the way back to the script's own offsets. */
export interface RelocatedText {
  readonly sql: string
  /** The offset in the script that an offset in `sql` comes from. */
  toSource(offset: number): number
}

/**
 * Puts a stack's names at the recorded sites of a script, as a linker does.
 *
 * Blanked ranges become spaces, line ends stay: places in messages keep their line.
 */
export function relocate(script: Script, { schemas, roles }: Names, blanks: readonly Range[] = []): RelocatedText {
  const source = blank(script.sql, blanks)
  const pieces: string[] = []
  const shifts: { from: number; shift: number }[] = []
  let copied = 0
  let shift = 0
  for (const site of script.sites) {
    const name = (site.kind === 'schema' ? schemas : roles)[site.name] ?? site.name
    if (name === site.name || isBlank(source, site.at)) continue
    pieces.push(source.slice(copied, site.at), name)
    copied = site.at + site.name.length
    shift += name.length - site.name.length
    shifts.push({ from: copied + shift, shift })
  }
  pieces.push(source.slice(copied))
  return { sql: pieces.join(''), toSource: (offset) => offset - shiftAt(shifts, offset) }
}

function blank(sql: string, ranges: readonly Range[]): string {
  return ranges.reduce(
    (text, { start, end }) => text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end),
    sql,
  )
}

function isBlank(sql: string, at: number): boolean {
  return sql[at] === ' '
}

function shiftAt(shifts: readonly { from: number; shift: number }[], offset: number): number {
  return shifts.findLast((entry) => entry.from <= offset)?.shift ?? 0
}
