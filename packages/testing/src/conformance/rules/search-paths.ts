import { objectsOf } from '../objects-of.js'
import type { Rule } from '../rule.js'

export const searchPaths: Rule = {
  name: 'search-paths',
  title: 'pins the search path of every function',
  remedy: 'Add `SET search_path = <schema>, pg_temp` to the function.',
  check: ({ contract }) =>
    objectsOf(contract, 'function')
      .filter(({ facts }) => facts.kind !== 'aggregate' && facts.settings?.search_path === undefined)
      .map(({ name }) => ({ object: name, fault: 'finds its objects by the search path of whoever calls it' })),
}
