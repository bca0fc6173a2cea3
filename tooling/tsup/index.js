import { defineConfig } from 'tsup'

/**
 * The one library build: ESM and CommonJS with types, for Node 20 and later.
 *
 * `splitting` stays on for both formats: without it every entry would carry its
 * own copy of the schema object, and the two would not be the same package.
 *
 * @param {{ entry: string[] }} options
 */
export function library({ entry }) {
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'node',
    dts: process.env.SCHEMATA_TYPES !== 'off',
    splitting: true,
    clean: true,
    sourcemap: true,
    treeshake: false,
    silent: true,
  })
}
