import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/** The schema `new_package`: what it is for, in a sentence. */
export const newPackage = defineSchema({
  key: 'new-package',
  schema: 'new_package',
  migrations,
})
