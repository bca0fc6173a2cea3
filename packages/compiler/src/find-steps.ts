import { stepId } from '@schemata/contract'

import type { BuildError } from './errors/build-error.js'
import { DownWithoutUpError, DuplicateVersionError, MalformedFileNameError } from './errors/file-errors.js'
import { parseFileName, type StepName } from './files/file-name.js'
import { type PackageFiles, sqlFilesIn } from './package-files.js'

/** A step's files, before they are read. */
export interface StepFiles extends StepName {
  readonly id: string
  readonly file: string
  readonly downFile: string | null
}

/** Pairs the ups with their downs, by id. Malformed names, versions taken twice and lone downs are reported. */
export function findSteps(
  files: PackageFiles,
  packageKey: string,
  report: (problem: BuildError) => void,
): ReadonlyMap<string, StepFiles> {
  const steps = new Map<string, StepFiles>()
  const versions = new Map<string, string>()
  for (const fileName of sqlFilesIn(files, 'migrations')) {
    const file = `migrations/${fileName}`
    const place = { package: packageKey, file }
    const parsed = parseFileName(fileName)
    if (!parsed) {
      report(new MalformedFileNameError({ place }))
      continue
    }
    const other = versions.get(parsed.version)
    if (other !== undefined) report(new DuplicateVersionError({ place, version: parsed.version, other }))
    versions.set(parsed.version, file)
    const downFile = `migrations/down/${fileName}`
    const id = stepId(parsed)
    steps.set(id, { ...parsed, id, file, downFile: downFile in files ? downFile : null })
  }
  reportLoneDowns(files, packageKey, [...steps.keys()], report)
  return steps
}

function reportLoneDowns(
  files: PackageFiles,
  packageKey: string,
  ids: readonly string[],
  report: (problem: BuildError) => void,
): void {
  for (const fileName of sqlFilesIn(files, 'migrations/down')) {
    const id = fileName.replace(/\.sql$/, '')
    if (ids.includes(id)) continue
    const place = { package: packageKey, file: `migrations/down/${fileName}` }
    report(
      parseFileName(fileName)
        ? new DownWithoutUpError({ place, id, known: ids })
        : new MalformedFileNameError({ place }),
    )
  }
}
