export interface SkeletonFacts {
  readonly schema: string
  readonly name: string
  /** The first step creates the schema. */
  readonly isFirst: boolean
}

/** The two files of a new step: what there is to say, and nothing yet to run but the schema itself. */
export function stepSkeleton({ schema, name, isFirst }: SkeletonFacts): { up: string; down: string } {
  const creates = isFirst && schema !== 'public'
  const up = [
    `-- ${sentence(name)}: what for, and whether it locks or rewrites a large table.`,
    '--',
    '-- Heads, where one is needed, each on a line of its own with --! instead of --:',
    '--   requires: <version>_<name>        irreversible: <why>',
    '--   independent: <why>                realises: <file>',
    '--',
    `-- Names are written in full: ${schema}.example.`,
    ...(creates ? ['', `CREATE SCHEMA IF NOT EXISTS ${schema};`] : []),
    '',
  ]
  const down = [
    `-- Undoes ${name}, in the reverse order, each object by its full name: ${schema}.example.`,
    ...(creates ? ['', `DROP SCHEMA ${schema};`] : []),
    '',
  ]
  return { up: up.join('\n'), down: down.join('\n') }
}

function sentence(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
