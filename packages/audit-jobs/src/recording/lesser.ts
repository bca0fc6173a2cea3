/** The text that sorts first in PostgreSQL's collation "C"; the other one where one is absent. */
export function lesser(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0 ? one : other
}
