/** What the name of a step's file says. */
export interface StepName {
  readonly version: string
  readonly name: string
}

/** Reads `<version>_<name>.sql`; the version ends at the first underscore. Undefined when it is malformed. */
export function parseFileName(fileName: string): StepName | undefined {
  const match = /^([A-Za-z0-9][A-Za-z0-9.-]*)_([A-Za-z0-9][A-Za-z0-9_.-]*)\.sql$/.exec(fileName)
  const [, version, name] = match ?? []
  return version === undefined || name === undefined ? undefined : { version, name }
}
