import { objectsOf } from '../objects-of.js'
import type { Rule } from '../rule.js'

export const definerFunctions: Rule = {
  name: 'definer-functions',
  title: 'pins the search path of every definer function, and opens none to PUBLIC',
  remedy:
    'Add `SET search_path = <schema>, pg_temp` to the function, and `REVOKE ALL ON FUNCTION … FROM PUBLIC` after it.',
  check: ({ contract }) => {
    const grants = new Map(objectsOf(contract, 'grant').map(({ name, facts }) => [name, facts]))
    return objectsOf(contract, 'function')
      .filter(({ facts }) => facts.securityDefiner)
      .flatMap(({ name, facts }) => [
        ...(facts.settings?.search_path === undefined
          ? [{ object: name, fault: 'has no search path of its own' }]
          : []),
        ...(grants.get(`function ${name}`)?.PUBLIC === undefined ? [] : [{ object: name, fault: 'is open to PUBLIC' }]),
      ])
  },
}
