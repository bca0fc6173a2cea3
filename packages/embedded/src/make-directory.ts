import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { Account } from './unprivileged-account.js'

/**
 * Makes a directory and those above it that are missing. Where another account is to
 * pass through, the ones made here are public whatever the umask; others are not touched.
 */
export async function makeDirectory(directory: string, account: Account | null): Promise<void> {
  const first = await mkdir(directory, { recursive: true })
  if (first === undefined || !account) return
  for (let made = directory; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755)
}
