import { defineConfig } from 'vitest/config'

/**
 * The test project of one package. Files run in parallel threads; whoever needs a
 * database takes a clone of its own, so that files never see one another.
 *
 * @param {{ name: string, globalSetup?: string[], testTimeout?: number }} options
 */
export function project({ name, globalSetup = [], testTimeout = 20_000 }) {
  return defineConfig({
    test: {
      name,
      globalSetup,
      testTimeout,
      hookTimeout: 60_000,
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      passWithNoTests: false,
      // Files of a worker share the modules that they import; none keeps state in one.
      isolate: false,
    },
  })
}
