import { Command } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withRunner } from '../with-runner.js'

interface PlanOptions extends DatabaseOptions {
  readonly sql?: boolean
}

/** `schemata plan`: what `apply` would do. */
export function planCommand(runVerb: RunVerb): Command {
  return new Command('plan')
    .description('show what apply would do')
    .option('--sql', 'print the SQL of the pending steps')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: PlanOptions) =>
      runVerb({ json: options.json, blank: { digest: null, steps: [] }, run: (shell) => plan(options, shell) }),
    )
}

function plan(options: PlanOptions, shell: Shell): Promise<Report> {
  const { terminal } = shell
  return withRunner(options, shell, async ({ runner, database }) => {
    terminal.note(`database ${database}`)
    const { renderPlan } = await import('../render/plan.js')
    const plan = await runner.plan()
    const { digest, steps, packages, roles, problems } = plan
    const sql = options.sql ? await runner.renderPlanSql() : undefined
    return {
      data: { digest, steps, packages, roles, ...(sql === undefined ? {} : { sql }) },
      text: sql ?? renderPlan(plan, terminal),
      errors: problems,
    }
  })
}
