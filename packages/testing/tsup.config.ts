import { library } from '@schemata/tsup'

// vitest refuses to be required, so there is no CommonJS build.
export default {
  ...library({ entry: ['src/index.ts', 'src/global-setup.ts', 'src/pglite.ts'] }),
  format: 'esm' as const,
}
