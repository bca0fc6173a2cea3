import type { SchemaPackage } from '@schemata/contract'
import type { Pool } from 'pg'
import { describe, test } from 'vitest'

import { RuleBrokenError } from '../errors.js'
import { applyExceptions, type ConformanceException } from './apply-exceptions.js'
import { collectFacts } from './collect-facts.js'
import type { ConformanceFacts } from './conformance-facts.js'
import type { DocumentNames } from './matches-name.js'
import type { Rule } from './rule.js'
import { RULES } from './rules.js'

export interface DescribeSchemaOptions {
  /** `import * as exports from '../src/index.js'`: against which OPERATIONS.md is checked. */
  readonly exports?: Readonly<Record<string, unknown>>
  /** `import * as rows from '../src/generated/rows.js'`: whose enums are compared with the checks. */
  readonly rows?: Readonly<Record<string, unknown>>
  /** Names that a document gave and that STYLE's rules do not concern, bare: without schema and table. @default none */
  readonly documentNames?: DocumentNames
  /** What need not keep a rule, and why. @default none */
  readonly exceptions?: readonly ConformanceException[]
  /**
   * The package's folder, for what is asked of its files; null leaves that out.
   *
   * @default the folder of the package.json above the file that calls `defineSchema`
   */
  readonly directory?: string | null
  /** Keys of required packages that the host brings; `prepare` makes what they promise. @default none */
  readonly provided?: readonly string[]
  /** Runs on each fresh database, after the required packages and before this one. */
  readonly prepare?: (pool: Pool) => Promise<unknown>
  /** The server to test on. @default the one of vitest's global setup */
  readonly url?: string
}

/**
 * Registers the tests that every schema package has to pass, on the server of the run.
 *
 * It is installed, taken down to nothing and up again, step by step too, under two other
 * names side by side and in `public`; its catalog, its names and its files are checked
 * by rule. Each rule is a test of its own that lists all offenders at once. What the
 * package requires is taken from its manifest.
 *
 * @example
 * // test/schema.test.ts
 * describeSchema(buildOrchestrator, { exports, rows })
 */
export function describeSchema(schemaPackage: SchemaPackage, options: DescribeSchemaOptions = {}): void {
  describe(`schema package ${schemaPackage.key}`, () => {
    let collected: Promise<ConformanceFacts> | undefined
    const facts = () => {
      collected ??= collectFacts(schemaPackage, options)
      return collected
    }
    test('installs on a fresh database', async () => {
      await facts()
    })
    for (const rule of RULES) {
      if (rule.appliesTo?.(schemaPackage) === false) continue
      test(rule.title, async ({ skip }) => {
        const known = await facts()
        const reason = rule.skipped?.(known)
        if (reason !== undefined) skip(sayWhy(schemaPackage, rule, reason))
        await expectKept(rule, known, options.exceptions)
      })
    }
  })
}

/** Checks one rule. @throws RuleBrokenError with every offender. */
export async function expectKept(
  rule: Rule,
  facts: ConformanceFacts,
  exceptions: readonly ConformanceException[] = [],
): Promise<void> {
  const offenders = applyExceptions(rule, await rule.check(facts), exceptions)
  if (offenders.length > 0) throw new RuleBrokenError({ ...rule, packageKey: facts.package.key, offenders })
}

/** vitest's summary counts what was left out; the reason is for whoever reads the run. */
function sayWhy({ key }: SchemaPackage, { title }: Rule, reason: string): string {
  process.stderr.write(`schema package ${key}: not checked that it ${title}: ${reason}\n`)
  return reason
}
