import type { CatalogContract, CatalogObject } from '@schemata/contract'

/**
 * The text of catalog.json: an object a line, so that a review shows what changed.
 *
 * Objects come in the contract's order, kind, name and parent before the facts, and
 * facts by name.
 */
export function renderContract({ format, schema, objects }: CatalogContract): string {
  const lines = objects.map((object) => `    ${renderObject(object)}`)
  return [
    '{',
    `  "format": ${format},`,
    `  "schema": ${JSON.stringify(schema)},`,
    lines.length === 0 ? '  "objects": []' : `  "objects": [\n${lines.join(',\n')}\n  ]`,
    '}',
    '',
  ].join('\n')
}

function renderObject({ kind, name, parent, when, facts }: CatalogObject): string {
  return JSON.stringify({ kind, name, parent, when, facts: inOrder(facts) })
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, inOrder(inner)]))
}
