import type { CatalogObjectOf } from '@schemata/contract'

import { isWidened } from '../is-widened.js'
import { became, type Change, gone, isNew, type Rules, type Verdict } from '../rules.js'

/** A column is what writers must give and readers get. */
export const COLUMN: Rules<'column'> = {
  removed: gone,
  added: (column) =>
    isRequired(column)
      ? { bump: 'major', because: 'is new, NOT NULL and has no default: inserts must name it' }
      : isNew(),
  facts: {
    type: ({ before, after }) => retyped(before.facts.type, after.facts.type),
    notNull: ({ after }) =>
      after.facts.notNull
        ? { bump: 'major', because: 'is NOT NULL now' }
        : { bump: 'minor', because: 'may be null now' },
    default: judgeDefault,
    identity: judgeIdentity,
    generated: ({ before, after }) => ({
      bump: before.facts.generated && after.facts.generated ? 'minor' : 'major',
      because: became('generation', before.facts.generated, after.facts.generated),
    }),
    collation: 'major',
    sequence: 'patch',
  },
}

/** True for a column that an insert must name. */
function isRequired({ facts }: CatalogObjectOf<'column'>): boolean {
  const { notNull, default: byDefault, identity, generated } = facts
  return notNull === true && byDefault === undefined && identity === undefined && generated === undefined
}

/** What another type needs: minor where it holds all the old one did and reads the same. */
export function retyped(before: string, after: string): Verdict {
  return isWidened(before, after)
    ? { bump: 'minor', because: `has a wider type: \`${after}\`, was \`${before}\`` }
    : { bump: 'major', because: became('type', before, after) }
}

function judgeDefault({ before, after }: Change<'column'>): Verdict {
  const because = became('default', before.facts.default, after.facts.default)
  return { bump: after.facts.default === undefined && after.facts.identity === undefined ? 'major' : 'minor', because }
}

function judgeIdentity({ before, after }: Change<'column'>): Verdict {
  const because = became('identity', before.facts.identity, after.facts.identity)
  return { bump: after.facts.identity === 'by default' ? 'minor' : 'major', because }
}
