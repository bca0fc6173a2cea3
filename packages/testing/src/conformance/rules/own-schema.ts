import type { Rule } from '../rule.js'

export const ownSchema: Rule = {
  name: 'own-schema',
  title: 'makes nothing outside its schema',
  remedy: 'Make it in the package’s own schema; extensions and roles are declared in the manifest.',
  check: ({ strays }) => strays.map((object) => ({ object, fault: 'is made by the install, outside the schema' })),
}
