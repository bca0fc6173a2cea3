/**
 * A title as it stands in an address: lower-case letters and digits of the Latin alphabet
 * with hyphens between, at most 80; `course` where nothing of it is left.
 */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '')
  return slug || 'course'
}
