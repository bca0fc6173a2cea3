/** A node of the parse tree, as plain JSON. */
export interface TreeNode {
  readonly [field: string]: unknown
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The node under a field or a wrapper such as `RangeVar`, if there is one. */
export function child(node: TreeNode, field: string): TreeNode | undefined {
  const value = node[field]
  return isNode(value) ? value : undefined
}

export function list(node: TreeNode, field: string): readonly TreeNode[] {
  const value = node[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** A text field; the parser leaves out what is empty. */
export function text(node: TreeNode | undefined, field: string): string {
  const value = node?.[field]
  return typeof value === 'string' ? value : ''
}

/** Byte offset of a node; the parser leaves out zero. */
export function location(node: TreeNode): number {
  return typeof node.location === 'number' ? node.location : 0
}

/** The words of a dotted name: a list of `String` nodes; a star is left out. */
export function words(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    const word = child(node, 'String')
    return word ? [text(word, 'sval')] : []
  })
}

/** Visits every node below, and itself. `kind` is the field or wrapper under which it stands. */
export function walk(node: unknown, visit: (node: TreeNode, kind: string) => void, kind = ''): void {
  if (Array.isArray(node)) {
    for (const element of node) walk(element, visit, kind)
  } else if (isNode(node)) {
    visit(node, kind)
    for (const [field, value] of Object.entries(node)) {
      if (typeof value === 'object') walk(value, visit, field)
    }
  }
}
