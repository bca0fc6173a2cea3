import { bareName } from '../bare-name.js'
import { objectsOf } from '../objects-of.js'
import type { Rule } from '../rule.js'

/** How PostgreSQL ends the names that it makes up. */
const MADE_UP = /_(pkey|key|check|fkey|excl)\d*$/

export const namedConstraints: Rule = {
  name: 'named-constraints',
  title: 'names every constraint itself',
  remedy: 'Write `CONSTRAINT <name>` before it: accessors recognise a violation by that name.',
  check: ({ contract, isDocumentName }) => [
    ...objectsOf(contract, 'constraint')
      .filter((constraint) => isMadeUp(bareName(constraint), constraint.parent ?? ''))
      .filter((constraint) => !isDocumentName('constraint', bareName(constraint)))
      .map(({ name }) => ({ object: name, fault: 'has a name that PostgreSQL made up' })),
    ...objectsOf(contract, 'type').flatMap(({ name, facts }) =>
      Object.keys(facts.checks ?? {})
        .filter((check) => isMadeUp(check, name) && !isDocumentName('constraint', check))
        .map((check) => ({ object: `${name}.${check}`, fault: 'has a name that PostgreSQL made up' })),
    ),
  ],
}

/** It begins with the table's name, cut where the whole would be too long. */
function isMadeUp(name: string, owner: string): boolean {
  return MADE_UP.test(name) && name.startsWith(owner.slice(0, 24))
}
