/** The compiler's view of a package's folder: text by path relative to it, with forward slashes. */
export type PackageFiles = { readonly [path: string]: string }

/** File names of `migrations/*.sql`, `migrations/down/*.sql` or `fixtures/*.sql`, in code unit order. */
export function sqlFilesIn(files: PackageFiles, folder: string): readonly string[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
    .filter((path) => path.endsWith('.sql'))
    .sort()
    .map((path) => path.slice(folder.length + 1))
}
