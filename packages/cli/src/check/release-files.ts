/** What is read of a release: three files of a package, as text. */
export const RELEASE_FILES = ['package.json', 'catalog.json', 'migrations/ORDER'] as const

export type ReleaseFile = (typeof RELEASE_FILES)[number]

/** Gives a file's text, or undefined where there is none. */
export type ReadFile = (file: ReleaseFile) => Promise<string | undefined>
