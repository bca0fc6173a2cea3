import { GeneratedNameError } from '../errors/contract-errors.js'

/** Which object each exported name stands for. */
export interface ExportNames {
  /** @throws GeneratedNameError when the name is taken. */
  claim(name: string, object: string): string
  /** Undefined when the name is taken. */
  claimIfFree(name: string, object: string): string | undefined
}

export function exportNames(schema: string): ExportNames {
  const taken = new Map<string, string>()
  const claimIfFree = (name: string, object: string): string | undefined => {
    if (taken.has(name)) return undefined
    taken.set(name, object)
    return name
  }
  return {
    claimIfFree,
    claim(name, object) {
      const other = taken.get(name)
      if (other !== undefined) throw new GeneratedNameError({ schema, name, objects: [other, object] })
      taken.set(name, object)
      return name
    },
  }
}
