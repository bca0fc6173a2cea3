import type { ConformanceFacts } from '../conformance-facts.js'
import type { PackageFolder } from '../package-folder.js'
import type { Offender, Rule } from '../rule.js'

export const packedFiles: Rule = {
  name: 'packed-files',
  title: 'publishes its migrations, fixtures and contract',
  remedy: 'Add the folder or file to `files` in package.json.',
  check: (facts) => {
    const { folder } = facts
    return folder ? published(facts).flatMap((path) => faultOf(path, folder)) : []
  },
}

function published({ package: { migrations }, folder }: ConformanceFacts): readonly string[] {
  const steps = migrations.steps.flatMap(({ file, downFile }) => (downFile === null ? [file] : [file, downFile]))
  return [
    'migrations/ORDER',
    ...steps,
    ...migrations.fixtures.map(({ file }) => file),
    ...(folder?.has('catalog.json') || migrations.contract ? ['catalog.json'] : []),
  ]
}

function faultOf(path: string, { packageJson: { files }, has }: PackageFolder): readonly Offender[] {
  if (!has(path)) return [{ object: path, fault: 'is not there, though the manifest has it' }]
  // Without `files`, everything is published.
  if (files === undefined || covers(files, path)) return []
  return [{ object: path, fault: 'is not published' }]
}

function covers(files: readonly string[], path: string): boolean {
  const holds = (entry: string) => {
    const bare = entry.replace(/^!/, '').replace(/^\.?\//, '')
    const folder = bare.replace(/\/(\*\*(\/\*)?|\*)?$/, '')
    return path === bare || path.startsWith(`${folder}/`)
  }
  return (
    files.some((entry) => !entry.startsWith('!') && holds(entry)) &&
    !files.some((entry) => entry.startsWith('!') && holds(entry))
  )
}
