import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { readIfThere } from './read-package-files.js'

/** Text by path relative to the package. */
export type Outputs = { readonly [path: string]: string }

/** Writes the files whose text would change, and returns their paths. */
export async function writeOutputs(directory: string, outputs: Outputs): Promise<readonly string[]> {
  const written: string[] = []
  for (const [path, text] of Object.entries(outputs)) {
    const file = join(directory, path)
    if ((await readIfThere(file)) === text) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
    written.push(path)
  }
  return written
}
