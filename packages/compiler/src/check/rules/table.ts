import { became, gone, isNew, type Rules } from '../rules.js'

/** What the table is stored like is its own affair; who sees its rows is not. */
export const TABLE: Rules<'table'> = {
  removed: gone,
  added: isNew,
  facts: {
    foreign: 'major',
    unlogged: ({ after }) =>
      after.facts.unlogged
        ? { bump: 'major', because: 'is unlogged now: its rows are lost in a crash' }
        : { bump: 'patch', because: 'is logged now' },
    partitionBy: 'patch',
    bound: 'patch',
    parents: 'minor',
    rowSecurity: ({ before, after }) => ({
      bump: strictness(after.facts.rowSecurity) > strictness(before.facts.rowSecurity) ? 'major' : 'minor',
      because: became('row security', before.facts.rowSecurity, after.facts.rowSecurity),
    }),
    replicaIdentity: 'patch',
    options: 'patch',
    server: 'patch',
  },
}

function strictness(rowSecurity: 'enabled' | 'forced' | 'forced but not enabled' | undefined): number {
  if (rowSecurity === 'forced') return 2
  return rowSecurity === 'enabled' ? 1 : 0
}
