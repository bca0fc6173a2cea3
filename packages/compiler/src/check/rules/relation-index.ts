import type { Rules } from '../rules.js'

/** An index is an implementation, unless it is unique: then it is a rule. */
export const INDEX: Rules<'index'> = {
  removed: ({ facts }) =>
    facts.unique
      ? { bump: 'major', because: 'was removed: upserts may rest on it' }
      : { bump: 'patch', because: 'was removed' },
  added: ({ facts, parent }, { released }) =>
    facts.unique && isKnown(parent, released)
      ? { bump: 'major', because: `is new and unique, on \`${parent}\` that was there` }
      : { bump: 'patch', because: 'is new' },
  facts: {
    unique: ({ after }) =>
      after.facts.unique
        ? { bump: 'major', because: 'is unique now' }
        : { bump: 'major', because: 'is not unique any more' },
    valid: 'patch',
    definition: ({ before, after }) =>
      before.facts.unique || after.facts.unique
        ? { bump: 'major', because: `is unique and says \`${after.facts.definition}\` now` }
        : { bump: 'patch', because: 'is defined otherwise' },
  },
}

function isKnown(parent: string | undefined, released: Parameters<Rules<'index'>['added']>[1]['released']): boolean {
  return parent !== undefined && (released.find('table', parent) ?? released.find('view', parent)) !== undefined
}
