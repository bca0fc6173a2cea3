import type { CompiledMigrations } from '@schemata/contract'

/**
 * The source of `src/generated/migrations.ts`: deterministic, with the SQL as it
 * stands in the files wherever a template can hold it exactly.
 */
export function renderMigrations(migrations: CompiledMigrations): string {
  const types = migrations.contract?.objects.length ? ['CatalogObject', 'CompiledMigrations'] : ['CompiledMigrations']
  return [
    '// Written by `schemata build`; not to be edited.',
    `import type { ${types.join(', ')} } from '@schemata/contract'`,
    '',
    `export const migrations: CompiledMigrations = ${render(migrations, '')}`,
    '',
  ].join('\n')
}

function render(value: unknown, indent: string): string {
  if (typeof value === 'string') return renderText(value)
  if (typeof value !== 'object' || value === null || isCatalogObject(value)) return JSON.stringify(value)
  const entries = Array.isArray(value)
    ? value.map((element) => render(element, `${indent}  `))
    : Object.entries(value).flatMap(([field, inner]) =>
        inner === undefined ? [] : [`${renderField(field)}: ${render(inner, `${indent}  `)}`],
      )
  // A literal of a thousand objects is a union type that TypeScript gives up on; arguments are typed one by one.
  if (entries.length > 0 && isCatalog(value)) return `Array.of<CatalogObject>(\n${lines(entries, indent)}${indent})`
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  if (entries.length === 0) return open + close
  if (isFlat(value)) return Array.isArray(value) ? `[${entries.join(', ')}]` : `{ ${entries.join(', ')} }`
  return `${open}\n${lines(entries, indent)}${indent}${close}`
}

function lines(entries: readonly string[], indent: string): string {
  return entries.map((entry) => `${indent}  ${entry},\n`).join('')
}

function isCatalog(value: object): boolean {
  return (
    Array.isArray(value) && value.every((element) => typeof element === 'object' && element && isCatalogObject(element))
  )
}

/** Objects of the contract stand on one line each, as in catalog.json. */
function isCatalogObject(value: object): boolean {
  return 'kind' in value && 'facts' in value
}

/** Sites, ranges and numbers stand on one line each. */
function isFlat(value: object): boolean {
  const inner: unknown[] = Object.values(value)
  if (Array.isArray(value)) return inner.every((element) => typeof element === 'number')
  return inner.every((element) => typeof element !== 'object' && !`${element}`.includes('\n'))
}

function renderField(field: string): string {
  return /^[A-Za-z_]\w*$/.test(field) ? field : JSON.stringify(field)
}

/** A template would turn a lone carriage return into a line feed. */
function renderText(text: string): string {
  if (!text.includes('\n') || text.includes('\r')) return JSON.stringify(text)
  return `\`${text.replace(/[\\`]|\$\{/g, (special) => `\\${special}`)}\``
}
