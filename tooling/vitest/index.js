import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * The test project of one package. Files run in parallel threads; whoever needs a
 * database takes a clone of its own, so that files never see one another.
 *
 * `waiting` is for suites that mostly wait, for servers to start or for time to pass: two
 * of their files run at once even where one processor is all that there is to spare.
 *
 * @param {{ name: string, globalSetup?: string[], testTimeout?: number, waiting?: boolean }} options
 */
export function project({ name, globalSetup = [], testTimeout = 20_000, waiting = false }) {
  return defineConfig({
    test: {
      name,
      globalSetup,
      testTimeout,
      hookTimeout: 60_000,
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      passWithNoTests: false,
      ...(waiting ? { maxWorkers: Math.max(2, availableParallelism() - 1) } : {}),
      // Files of a worker share the modules that they import; none keeps state in one.
      isolate: false,
    },
  })
}
