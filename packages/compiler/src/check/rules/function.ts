import type { FunctionArgument } from '@schemata/contract'

import { became, type Change, type Contracts, isNew, type Rules, type Verdict } from '../rules.js'

/** The signature counts, with what a caller may rely on; the body is the package's own affair. */
export const FUNCTION: Rules<'function'> = {
  removed: ({ name }, contracts) => ({ bump: 'major', because: `was removed${successor(name, contracts)}` }),
  added: isNew,
  facts: {
    kind: 'major',
    arguments: judgeArguments,
    result: 'major',
    language: 'patch',
    volatility: ({ before, after }) => ({
      bump: 'major',
      because: `is ${after.facts.volatility ?? 'volatile'} now, was ${before.facts.volatility ?? 'volatile'}`,
    }),
    strict: 'major',
    securityDefiner: ({ after }) => ({
      bump: 'major',
      because: after.facts.securityDefiner ? 'runs as its owner now' : 'runs as its caller now',
    }),
    leakproof: 'patch',
    parallel: 'patch',
    settings: 'patch',
    body: () => ({ bump: 'patch', because: 'has another body' }),
    aggregate: 'patch',
  },
}

/** Overloads are told apart by their arguments: other ones make another function. */
function successor(name: string, { released, present }: Contracts): string {
  const bare = name.slice(0, name.indexOf('('))
  const added = present.objects.find(
    (object) =>
      object.kind === 'function' && object.name.startsWith(`${bare}(`) && !released.find('function', object.name),
  )
  return added ? `; its signature is \`${added.name}\` now` : ''
}

function judgeArguments({ before, after }: Change<'function'>): Verdict {
  const [old, now] = [before.facts.arguments, after.facts.arguments]
  if (JSON.stringify(old.map(withoutDefault)) !== JSON.stringify(now.map(withoutDefault))) {
    return { bump: 'major', because: became('argument list', old.map(describe), now.map(describe)) }
  }
  const lost = old.find((argument, index) => argument.default !== undefined && now[index]?.default === undefined)
  return lost
    ? { bump: 'major', because: `has no default for \`${lost.name ?? lost.type}\` any more` }
    : { bump: 'minor', because: 'has other defaults for its arguments' }
}

function withoutDefault({ name, mode, type }: FunctionArgument): readonly (string | null)[] {
  return [name ?? null, mode ?? null, type]
}

function describe({ name, mode, type }: FunctionArgument): string {
  return [mode, name, type].filter((part) => part !== undefined).join(' ')
}
