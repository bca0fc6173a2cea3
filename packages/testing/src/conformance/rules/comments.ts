import { objectsOf } from '../objects-of.js'
import type { Rule } from '../rule.js'

const KINDS = ['table', 'view', 'function', 'type'] as const

export const comments: Rule = {
  name: 'comments',
  title: 'comments on every table, column, view, function and type',
  remedy: 'Write `COMMENT ON …` beside what creates the object.',
  check: ({ contract }) => {
    const tables = new Set(objectsOf(contract, 'table').map(({ name }) => name))
    const columns = objectsOf(contract, 'column').filter(({ parent }) => tables.has(parent ?? ''))
    return [...KINDS.flatMap((kind) => objectsOf(contract, kind)), ...columns]
      .filter(({ facts }) => facts.comment === undefined)
      .map(({ kind, name }) => ({ object: name, fault: `has no comment (a ${kind})` }))
  },
}
