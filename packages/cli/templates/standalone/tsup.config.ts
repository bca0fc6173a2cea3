import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/schema.ts', 'src/kysely.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  dts: true,
  // Without it, the schema object would exist once per entry.
  splitting: true,
  clean: true,
  sourcemap: true,
  silent: true,
})
