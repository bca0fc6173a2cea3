import type { Rule } from './rule.js'
import { comments } from './rules/comments.js'
import { committedContract } from './rules/committed-contract.js'
import { definerFunctions } from './rules/definer-functions.js'
import { downAndUp } from './rules/down-and-up.js'
import { enums } from './rules/enums.js'
import { foreignKeys } from './rules/foreign-keys.js'
import { inPublic } from './rules/in-public.js'
import { manifest } from './rules/manifest.js'
import { namedConstraints } from './rules/named-constraints.js'
import { names } from './rules/names.js'
import { operations } from './rules/operations.js'
import { ownSchema } from './rules/own-schema.js'
import { packedFiles } from './rules/packed-files.js'
import { peers } from './rules/peers.js'
import { searchPaths } from './rules/search-paths.js'
import { secondApply } from './rules/second-apply.js'
import { stepByStep } from './rules/step-by-step.js'
import { twoNames } from './rules/two-names.js'
import { validity } from './rules/validity.js'

/** Every rule, in the order of the tests: what it does, what it holds, what it is made of. */
export const RULES: readonly Rule[] = [
  secondApply,
  downAndUp,
  stepByStep,
  twoNames,
  inPublic,
  committedContract,
  ownSchema,
  definerFunctions,
  searchPaths,
  foreignKeys,
  comments,
  names,
  namedConstraints,
  enums,
  validity,
  manifest,
  packedFiles,
  peers,
  operations,
]
