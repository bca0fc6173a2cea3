import type { CatalogContract, CatalogFacts } from '@schemata/contract'

import { bareName } from '../bare-name.js'
import type { NamedKind } from '../conformance-facts.js'
import { objectsOf } from '../objects-of.js'
import type { Rule } from '../rule.js'

export const names: Rule = {
  name: 'names',
  title: 'gives names by rule',
  remedy: 'Rename the object; where a document gave the name, list it in `documentNames`.',
  check: ({ contract, isDocumentName }) =>
    namedObjects(contract)
      .filter(({ kind, name, form }) => !form.test(name) && !isDocumentName(kind, name))
      .map(({ object, kind, expected }) => ({
        object,
        fault: `is ${kind === 'index' ? 'an' : 'a'} ${kind}, expected ${expected}`,
      })),
}

interface NamedObject {
  readonly kind: NamedKind
  readonly object: string
  readonly name: string
  readonly form: RegExp
  readonly expected: string
}

const PREFIXES: { readonly [type in CatalogFacts['constraint']['type']]: string } = {
  'primary key': 'pk_',
  'foreign key': 'fk_',
  unique: 'uq_',
  check: 'ck_',
  exclude: 'ex_',
}

function namedObjects(contract: CatalogContract): readonly NamedObject[] {
  return [
    ...objectsOf(contract, 'constraint').map((object) => {
      const prefix = PREFIXES[object.facts.type]
      return named('constraint', object, new RegExp(`^${prefix}`), `\`${prefix}…\` (${object.facts.type})`)
    }),
    ...objectsOf(contract, 'index').map((object) =>
      object.facts.unique
        ? named('index', object, /^(idx|uq)_/, '`idx_…` or `uq_…`')
        : named('index', object, /^idx_/, '`idx_…`'),
    ),
    ...objectsOf(contract, 'trigger').map((object) => named('trigger', object, /^(trg|trigger)_/, '`trg_…`')),
    ...objectsOf(contract, 'view').map((object) =>
      object.facts.materialized ? named('view', object, /^mv_[a-z0-9_]+$/, '`mv_…`') : plain('view', object),
    ),
    ...objectsOf(contract, 'table').map((object) => plain('table', object)),
    ...objectsOf(contract, 'column').map((object) => plain('column', object)),
    ...objectsOf(contract, 'type').map((object) => plain('type', object)),
    ...objectsOf(contract, 'function').map((object) => ({
      ...plain('function', object),
      name: object.name.slice(0, object.name.indexOf('(')),
    })),
  ]
}

interface Titled {
  readonly name: string
  readonly parent?: string
}

function named(kind: NamedKind, object: Titled, form: RegExp, expected: string): NamedObject {
  return { kind, object: object.name, name: bareName(object), form, expected }
}

function plain(kind: NamedKind, object: Titled): NamedObject {
  return named(kind, object, /^[a-z_][a-z0-9_]*$/, 'lower case and underscores')
}
