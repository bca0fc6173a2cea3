import type { CatalogObjectOf } from '@schemata/contract'

import { labelsOfCheck } from '../../generate/labels-of-check.js'
import { became, type Change, type Contracts, type Rules, type Verdict } from '../rules.js'

/** A constraint is a promise to readers and a demand on writers; the demand weighs more. */
export const CONSTRAINT: Rules<'constraint'> = {
  removed: ({ facts }) =>
    facts.type === 'check' || facts.type === 'foreign key'
      ? { bump: 'minor', because: 'was removed: writers may do more' }
      : { bump: 'major', because: 'was removed: upserts and references may rest on it' },
  added: judgeAdded,
  facts: {
    type: judgeRule,
    columns: judgeRule,
    references: judgeRule,
    definition: judgeRule,
    onUpdate: ({ before, after }) => ({
      bump: 'major',
      because: became('ON UPDATE', before.facts.onUpdate, after.facts.onUpdate),
    }),
    onDelete: ({ before, after }) => ({
      bump: 'major',
      because: became('ON DELETE', before.facts.onDelete, after.facts.onDelete),
    }),
    deferrable: judgeDeferral,
    validated: ({ after }) =>
      after.facts.validated === false
        ? { bump: 'minor', because: 'is not validated any more' }
        : { bump: 'patch', because: 'is validated now' },
  },
}

/** On columns that are new with it, a constraint refuses nothing that went through before. */
function judgeAdded({ facts, parent }: CatalogObjectOf<'constraint'>, { released }: Contracts): Verdict {
  const columns = facts.columns ?? []
  const isOnNewColumns = columns.length > 0 && columns.every((name) => !released.find('column', `${parent}.${name}`))
  return isOnNewColumns
    ? { bump: 'minor', because: 'is new, on new columns only' }
    : { bump: 'major', because: `is new: a ${facts.type} constraint on columns that were there` }
}

function judgeRule({ before, after }: Change<'constraint'>): Verdict {
  const because = `says ${quote(after.facts.definition)}, said ${quote(before.facts.definition)}`
  const isWeaker = before.facts.type === 'check' && allowsMore(before.facts.definition, after.facts.definition)
  return isWeaker ? { bump: 'minor', because: `allows more: it ${because}` } : { bump: 'major', because }
}

/** True for a list of allowed texts that became longer; every other rule cannot be judged and counts as tighter. */
export function allowsMore(before: string, after: string): boolean {
  const [old, now] = [labelsOfCheck(before), labelsOfCheck(after)]
  return (
    old !== undefined &&
    now !== undefined &&
    old.column === now.column &&
    isSuperset(now.labels, old.labels, before, after)
  )
}

/** A rule that lets NULL pass may not become one that is written without that. */
function isSuperset(now: readonly string[], old: readonly string[], before: string, after: string): boolean {
  const loses = / IS NULL/.test(before) && !/ IS NULL/.test(after)
  return !loses && old.every((label) => now.includes(label))
}

function judgeDeferral({ before, after }: Change<'constraint'>): Verdict {
  const because = became('deferral', before.facts.deferrable, after.facts.deferrable)
  const { type, deferrable } = after.facts
  const isHarmless = type === 'foreign key' && !before.facts.deferrable && deferrable === 'initially immediate'
  return { bump: isHarmless ? 'minor' : 'major', because }
}

function quote(text: string): string {
  return `\`${text}\``
}
