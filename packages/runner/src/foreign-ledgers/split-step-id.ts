/** The parts of `<version>_<name>`; a text that has no version is a name as a whole. */
export function splitStepId(id: string): { version: string | null; name: string } {
  const parts = /^(\d[^_-]*)[_-](.+)$/s.exec(id)
  return parts ? { version: parts[1] ?? null, name: parts[2] ?? '' } : { version: null, name: id }
}
