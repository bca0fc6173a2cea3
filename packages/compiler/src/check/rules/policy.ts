import { became, type Change, type Rules, type Verdict } from '../rules.js'

/** A permissive policy opens rows, a restrictive one closes them; what it compares cannot be judged. */
export const POLICY: Rules<'policy'> = {
  removed: ({ facts }) =>
    facts.restrictive
      ? { bump: 'minor', because: 'was removed: more rows may be seen' }
      : { bump: 'major', because: 'was removed: fewer rows may be seen' },
  added: ({ facts }) =>
    facts.restrictive
      ? { bump: 'major', because: 'is new and restrictive' }
      : { bump: 'minor', because: 'is new: more rows may be seen' },
  facts: {
    command: 'major',
    restrictive: 'major',
    roles: judgeRoles,
    using: 'major',
    check: 'major',
  },
}

function judgeRoles({ before, after }: Change<'policy'>): Verdict {
  const because = became('list of roles', before.facts.roles, after.facts.roles)
  const [fewer, more] = after.facts.restrictive ? [after, before] : [before, after]
  const isWider = fewer.facts.roles.every((role) => more.facts.roles.includes(role))
  return { bump: isWider ? 'minor' : 'major', because }
}
