import type { Site } from '@schemata/contract'

import { UndecidableSiteError } from '../errors/sql-errors.js'
import type { Inspection } from '../script-context.js'

/** Gathers sites and what could not be decided. */
export interface SiteCollector {
  add(kind: Site['kind'], name: string, at: number): void
  refuse(schema: string, at: number, reason: string, hint: string): void
  /** Ascending, each place once. */
  sites(): readonly Site[]
}

export function siteCollector(sql: string, inspection: Inspection): SiteCollector {
  const found = new Map<number, Site>()
  const refused = new Set<number>()
  const refuse = (schema: string, at: number, reason: string, hint: string) => {
    const movable = schema !== inspection.schema || inspection.relocatable
    if (!movable || refused.has(at)) return
    refused.add(at)
    inspection.report(new UndecidableSiteError({ place: inspection.place(at), schema, reason, hint }))
  }
  return {
    refuse,
    add(kind, name, at) {
      // What is substituted later must stand there letter by letter.
      if (sql.startsWith(name, at)) found.set(at, { at, kind, name })
      else refuse(name, at, 'is spelt with capitals or escapes here', `Write \`${name}\` in plain lower case.`)
    },
    sites: () => [...found.values()].sort((one, other) => one.at - other.at),
  }
}
