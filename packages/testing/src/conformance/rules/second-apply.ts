import { applyOrThrow } from '../apply-or-throw.js'
import type { Rule } from '../rule.js'

export const secondApply: Rule = {
  name: 'second-apply',
  title: 'has nothing to do when applied a second time',
  remedy: 'Make what the steps leave behind equal to what the manifest promises.',
  check: ({ package: schemaPackage, workbench }) =>
    workbench.withDatabase(async (database) => {
      const runner = workbench.runner(database, schemaPackage)
      await applyOrThrow(runner)
      const { outcome, applied } = await applyOrThrow(runner)
      if (outcome === 'current') return []
      return applied.map(({ version, name }) => ({ object: `${version}_${name}`, fault: 'is applied again' }))
    }),
}
