import { Command, Option } from 'commander'

import { describeGraph } from '../describe-graph.js'
import { loadStack } from '../load-stack.js'
import { type ConfigOptions, configOption, type JsonOptions, jsonOption } from '../options.js'
import { renderMermaid } from '../render/mermaid.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'

interface GraphOptions extends ConfigOptions, JsonOptions {
  readonly format: 'mermaid' | 'json'
  readonly steps?: boolean
}

/** `schemata graph`: packages, and on request steps, with what they require. Needs no database. */
export function graphCommand(runVerb: RunVerb): Command {
  return new Command('graph')
    .description('draw what requires what; needs no database')
    .addOption(new Option('--format <format>', 'how to draw').choices(['mermaid', 'json']).default('mermaid'))
    .option('--steps', 'draw the steps too')
    .addOption(configOption())
    .addOption(jsonOption())
    .action((options: GraphOptions) =>
      runVerb({
        json: options.json === true || options.format === 'json',
        blank: { packages: [] },
        run: (shell) => graph(options, shell),
      }),
    )
}

async function graph(options: GraphOptions, shell: Shell): Promise<Report> {
  const { stack } = await loadStack(options, shell)
  const described = describeGraph(stack, { steps: options.steps ?? false })
  return { data: { packages: described }, text: renderMermaid(described) }
}
