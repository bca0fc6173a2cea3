import { readFile } from 'node:fs/promises'
import { parseTar, parseTarGzip } from 'nanotar'

import { ReleaseUnreadableError } from '../errors.js'
import type { ReadFile } from './release-files.js'

/** Reads a package out of the tarball that npm makes of it: everything lies in one folder. */
export async function fromTarball(file: string): Promise<ReadFile> {
  const items = await unpack(file)
  const texts = new Map(items.map((item) => [withoutFolder(item.name), 'text' in item ? item.text : '']))
  return async (wanted) => texts.get(wanted)
}

async function unpack(file: string): Promise<ReturnType<typeof parseTar>> {
  const bytes = await readFile(file)
  try {
    // Gzip begins with 1f 8b.
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? await parseTarGzip(bytes) : parseTar(bytes)
  } catch (cause) {
    throw new ReleaseUnreadableError({ where: file, found: 'no tarball that can be read', cause })
  }
}

function withoutFolder(name: string): string {
  return name.replace(/^(\.\/)?[^/]+\//, '')
}
