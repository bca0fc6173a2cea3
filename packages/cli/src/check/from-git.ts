import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import type { ReadFile } from './release-files.js'

const run = promisify(execFile)

/** True when a name stands for a commit of the repository around a directory. */
export async function isCommit(ref: string, directory: string): Promise<boolean> {
  if (ref.startsWith('-')) return false
  try {
    await run('git', ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], { cwd: directory })
    return true
  } catch {
    return false
  }
}

/** Reads the package that lies in a directory as it was at a commit. */
export function fromGit(ref: string, directory: string): ReadFile {
  return async (file) => {
    const path = `${ref}:./${file}`
    try {
      await run('git', ['cat-file', '-e', path], { cwd: directory })
    } catch {
      return undefined
    }
    return (await run('git', ['show', path], { cwd: directory, maxBuffer: 256 * 1024 * 1024 })).stdout
  }
}
