import { objectsOf } from '../objects-of.js'
import type { Rule } from '../rule.js'

export const validity: Rule = {
  name: 'validity',
  title: 'leaves no index invalid and no constraint unvalidated',
  remedy: 'Build the index again, or `ALTER TABLE … VALIDATE CONSTRAINT …` in a later step.',
  check: ({ contract }) => [
    ...objectsOf(contract, 'index')
      .filter(({ facts }) => facts.valid === false)
      .map(({ name }) => ({ object: name, fault: 'is invalid (an index)' })),
    ...objectsOf(contract, 'constraint')
      .filter(({ facts }) => facts.validated === false)
      .map(({ name }) => ({ object: name, fault: 'is not validated (a constraint)' })),
  ],
}
