/** A name without the table or view that it is part of. */
export function bareName({ name, parent }: { readonly name: string; readonly parent?: string }): string {
  return parent !== undefined && name.startsWith(`${parent}.`) ? name.slice(parent.length + 1) : name
}
