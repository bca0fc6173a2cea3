import { dirname, join } from 'node:path'

/** Where the development server of a configuration lives: beside it, so that every checkout has its own. */
export function homeOf(configFile: string): string {
  return join(dirname(configFile), '.schemata')
}
