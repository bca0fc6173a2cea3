import { startServer } from '@schemata/embedded'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    url15: string
    url18: string
  }
}

/** One server of each supported end, for all files. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const [old, current] = await Promise.all([startServer({ major: 15 }), startServer({ major: 18 })])
  provide('url15', old.url)
  provide('url18', current.url)
  return async () => {
    await Promise.all([old.stop(), current.stop()])
  }
}
