import type { Inspection } from '../script-context.js'
import type { SiteCollector } from './site-collector.js'
import type { SiteNames } from './site-names.js'

/** A piece of code: a statement of the file, a body or string inside one, or a string inside those. */
export interface Region {
  readonly names: SiteNames
  readonly collector: SiteCollector
  readonly inspection: Inspection
  /** UTF-16 offset in the file of an offset in this piece. */
  origin(offset: number): number
  /** `statement`: judged by its parse tree. `body`: by its tokens alone. `argument`: the name of one object. */
  readonly depth: 'statement' | 'body' | 'argument'
  /** What the function's head calls its parameters. */
  readonly parameters: ReadonlySet<string>
  /** Offsets in this piece where a qualifier is certainly not a schema. */
  readonly mistaken: ReadonlySet<number>
}
