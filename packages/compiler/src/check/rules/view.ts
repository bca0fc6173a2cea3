import { became, type Change, gone, isNew, type Rules, type Verdict } from '../rules.js'

/** Of a view the columns count, which are objects of their own, and in whose name it reads. */
export const VIEW: Rules<'view'> = {
  removed: gone,
  added: isNew,
  facts: {
    materialized: 'major',
    options: judgeOptions,
    definition: () => ({ bump: 'patch', because: 'reads otherwise, with the same columns' }),
  },
}

const DECISIVE = ['security_invoker', 'check_option']

function judgeOptions({ before, after }: Change<'view'>): Verdict {
  const [old, now] = [before.facts.options ?? {}, after.facts.options ?? {}]
  const changed = DECISIVE.find((name) => old[name] !== now[name])
  return changed === undefined
    ? { bump: 'patch', because: 'has other options' }
    : { bump: 'major', because: became(changed, old[changed], now[changed]) }
}
