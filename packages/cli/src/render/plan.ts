import type { Plan } from '@schemata/runner'

import type { Terminal } from '../terminal.js'
import { renderStatus } from './status.js'
import { renderTable } from './table.js'

/** Where the packages stand, the steps in the order in which they would run, and how to bind the plan. */
export function renderPlan(plan: Plan, terminal: Terminal): string {
  const rows = plan.steps.map((step, index) => [
    String(index + 1),
    step.package,
    `${step.version}_${step.name}`,
    step.mode,
    step.schema,
  ])
  const parts = [
    renderStatus(plan.packages, terminal),
    ...(rows.length > 0 ? [renderTable(['', 'package', 'step', 'mode', 'schema'], rows, terminal)] : []),
    ...(plan.roles.length > 0 ? [`roles to create: ${plan.roles.join(', ')}`] : []),
    ...(plan.extensions.length > 0 ? [`extensions to create: ${plan.extensions.join(', ')}`] : []),
    ...(plan.fixtures.length > 0 ? [`fixtures to load: ${plan.fixtures.map((load) => load.package).join(', ')}`] : []),
    conclusion(plan),
  ]
  return parts.join('\n\n')
}

function conclusion({ steps, fixtures, problems, digest }: Plan): string {
  if (problems.length > 0) return 'This plan cannot be carried out.'
  if (steps.length === 0 && fixtures.length === 0) return 'Nothing to do.'
  return `plan ${digest}\napply exactly this one with: schemata apply --plan ${digest}`
}
