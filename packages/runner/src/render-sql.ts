import { stepId } from '@schemata/contract'

import { type Context, prepare, withSession } from './context.js'
import { relocate } from './relocate.js'

/**
 * The SQL of every pending step, in order and under this stack's names, for review.
 *
 * It is what a step says, not how it is run: the transaction, the fence and the ledger
 * rows around it are left out.
 */
export async function renderPlanSql(context: Context): Promise<string> {
  const { units, facts, roles } = await withSession(context, (session) => prepare(context, session))
  const texts = units.map(({ instance, step }) => {
    const existing = facts.schemas.has(instance.schema) && step.up.createSchema ? [step.up.createSchema] : []
    const { sql } = relocate(step.up, { schemas: instance.schemas, roles }, existing)
    return `-- ${instance.package.key} ${stepId(step)} (${step.mode}, schema ${instance.schema})\n${sql}`
  })
  return texts.join('\n')
}
