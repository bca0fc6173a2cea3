import { createRequire } from 'node:module'
import { Ajv, type ValidateFunction } from 'ajv'

import type { Rule } from '../rule.js'

export const manifest: Rule = {
  name: 'manifest',
  title: 'has a manifest of the documented shape',
  remedy: 'Run `schemata build` with the version of schemata that is installed.',
  check: ({ package: schemaPackage }) => {
    const validate = validator()
    if (validate(schemaPackage.migrations)) return []
    return (validate.errors ?? []).map(({ instancePath, message = 'is not as described', params }) => ({
      object: instancePath || '/',
      fault: `${message} (${JSON.stringify(params)})`,
    }))
  },
}

let compiled: ValidateFunction | undefined

function validator(): ValidateFunction {
  compiled ??= new Ajv({ allErrors: true }).compile(
    createRequire(import.meta.url)('@schemata/contract/manifest.schema.json'),
  )
  return compiled
}
