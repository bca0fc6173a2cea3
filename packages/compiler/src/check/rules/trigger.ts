import { isNew, type Rules } from '../rules.js'

/** A trigger does something for every writer. */
export const TRIGGER: Rules<'trigger'> = {
  removed: () => ({ bump: 'major', because: 'was removed: what it did is not done any more' }),
  added: isNew,
  facts: {
    timing: 'minor',
    events: 'minor',
    each: 'minor',
    function: 'patch',
    enabled: 'minor',
    definition: 'minor',
  },
}

/** The same holds for a rule. */
export const RULE: Rules<'rule'> = {
  removed: () => ({ bump: 'major', because: 'was removed: what it did is not done any more' }),
  added: isNew,
  facts: { enabled: 'minor', definition: 'minor' },
}
