import type { GraphPackage, GraphRequirement } from '../describe-graph.js'

/** A Mermaid flowchart: an arrow points from what requires to what is required. */
export function renderMermaid(packages: readonly GraphPackage[]): string {
  const nodes = packages.flatMap((one) => (one.steps === undefined ? [renderPackage(one)] : renderSteps(one)))
  const edges = packages.flatMap((one) =>
    one.requires.map((requirement) => `  ${nodeOf(one)} -->|"${label(requirement)}"| ${nodeOf(target(requirement))}`),
  )
  const stepEdges = packages.flatMap((one) => renderStepEdges(one, packages))
  return ['flowchart TD', ...nodes, ...edges, ...stepEdges].join('\n')
}

/** Identity of a node: one package may be installed many times. */
function nodeOf({ key, schema }: { key: string; schema: string }): string {
  return `${key}.${schema}`.replaceAll(/[^A-Za-z0-9_]/g, '_')
}

function target({ package: key, schema }: GraphRequirement): { key: string; schema: string } {
  return { key, schema }
}

function label({ range, from }: GraphRequirement): string {
  return from === null ? range : `${range} from ${from}`
}

function title({ key, version, schema, provided }: GraphPackage): string {
  return `${key} ${version}<br/>${provided ? 'provided in ' : ''}${schema}`
}

function renderPackage(one: GraphPackage): string {
  const [open, close] = one.provided ? ['(["', '"])'] : ['["', '"]']
  return `  ${nodeOf(one)}${open}${title(one)}${close}`
}

function renderSteps(one: GraphPackage): string[] {
  const steps = one.steps ?? []
  const nodes = steps.map((step) => `    ${stepNode(one, step.id)}["${step.id}"]`)
  const chain = steps.slice(1).map((step, index) => {
    const before = steps[index]
    return `    ${stepNode(one, step.id)} --> ${stepNode(one, before?.id ?? '')}`
  })
  return [`  subgraph ${nodeOf(one)}["${title(one)}"]`, ...nodes, ...chain, '  end']
}

/** Across packages only: inside one, the chain of its steps says it already. */
function renderStepEdges(one: GraphPackage, packages: readonly GraphPackage[]): string[] {
  return (one.steps ?? []).flatMap((step) =>
    step.requires.flatMap((reference) => {
      const requirement = one.requires.find((candidate) => candidate.package === reference.package)
      const found = packages.find(({ key, schema }) => key === reference.package && schema === requirement?.schema)
      return found ? [`  ${stepNode(one, step.id)} -.-> ${stepNode(found, reference.step)}`] : []
    }),
  )
}

function stepNode(one: GraphPackage, id: string): string {
  return `${nodeOf(one)}__${id.replaceAll(/[^A-Za-z0-9_]/g, '_')}`
}
