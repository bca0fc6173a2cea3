import { became, type Change, gone, isNew, type Rules, type Verdict } from '../rules.js'
import { retyped } from './column.js'
import { allowsMore } from './constraint.js'

/** Columns and signatures are made of types, so what a type loses they lose. */
export const TYPE: Rules<'type'> = {
  removed: gone,
  added: isNew,
  facts: {
    kind: 'major',
    labels: judgeLabels,
    base: ({ before, after }) => retyped(before.facts.base ?? '', after.facts.base ?? ''),
    notNull: ({ after }) =>
      after.facts.notNull
        ? { bump: 'major', because: 'is NOT NULL now' }
        : { bump: 'minor', because: 'may be null now' },
    default: ({ before, after }) => ({
      bump: after.facts.default === undefined ? 'major' : 'minor',
      because: became('default', before.facts.default, after.facts.default),
    }),
    collation: 'major',
    checks: judgeChecks,
    attributes: 'major',
    subtype: 'major',
  },
}

function judgeLabels({ before, after }: Change<'type'>): Verdict {
  const [old, now] = [before.facts.labels ?? [], after.facts.labels ?? []]
  const lost = old.filter((label) => !now.includes(label))
  if (lost.length > 0) return { bump: 'major', because: `lost ${list(lost)}` }
  const kept = now.filter((label) => old.includes(label))
  if (kept.join('\n') !== old.join('\n')) return { bump: 'major', because: 'has its labels in another order' }
  return { bump: 'minor', because: `has ${list(now.filter((label) => !old.includes(label)))} too` }
}

function judgeChecks({ before, after }: Change<'type'>): Verdict {
  const [old, now] = [before.facts.checks ?? {}, after.facts.checks ?? {}]
  const tighter = Object.entries(now).find(([name, check]) => {
    const earlier = old[name]
    return earlier !== check && !(earlier !== undefined && allowsMore(earlier, check))
  })
  return tighter
    ? { bump: 'major', because: `is checked by \`${tighter[0]}\`: \`${tighter[1]}\`` }
    : { bump: 'minor', because: 'has weaker checks' }
}

function list(labels: readonly string[]): string {
  return labels.map((label) => `\`${label}\``).join(', ')
}
