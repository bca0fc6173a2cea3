import { defineSchema } from '@schemata/contract'

import { migrations } from './generated/migrations.js'

/**
 * The schema `auth`: users, and who the current request speaks for.
 *
 * Fixed, since policies of every other schema call `auth.uid()` by that name. A host
 * that has it already, as Supabase does, is named `provided` in the stack.
 */
export const auth = defineSchema({
  key: 'auth',
  schema: 'auth',
  relocatable: false,
  roles: ['anon', 'authenticated', 'service_role'],
  migrations,
})
