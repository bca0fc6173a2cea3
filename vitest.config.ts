import { defineConfig } from 'vitest/config'

/** For editors and `npx vitest` at the root; `npm test` runs the packages one by one through turbo. */
export default defineConfig({ test: { projects: ['packages/*'] } })
