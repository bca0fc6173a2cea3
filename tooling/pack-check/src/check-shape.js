import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

import { entriesOf } from './find-packages.js'
import { run } from './run.js'

/** What publint and "are the types wrong" have to say about a tarball; one sentence a problem. */
export async function checkShape(found, tarball) {
  return [...(await lint(found, tarball)), ...(await checkTypes(found, tarball))]
}

async function lint({ manifest }, tarball) {
  const bytes = await readFile(tarball)
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball: data } })
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .map((message) => `publint: ${formatMessage(message, pkg ?? manifest, { color: false })}`)
}

/** Packages without a CommonJS build are looked at as ESM only; resolution as before Node 16 never counts. */
async function checkTypes(found, tarball) {
  const isEsmOnly = entriesOf(found).every(({ formats }) => !formats.includes('require'))
  const profile = isEsmOnly ? 'esm-only' : 'node16'
  const { exitCode, stdout, stderr } = await run(
    'attw',
    [tarball, '--profile', profile, '--format', 'ascii', '--no-emoji', '--no-definitely-typed'],
    { cwd: dirname(tarball) },
  )
  return exitCode === 0 ? [] : [`types: ${(stdout || stderr).trim()}`]
}
