/**
 * Compares names so that 9 stands before 10, independent of locale.
 * Used once, when a file enters ORDER; from then on ORDER decides.
 */
export function naturalOrder(one: string, other: string): number {
  const left = one.match(/\d+|\D+/g) ?? []
  const right = other.match(/\d+|\D+/g) ?? []
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = compareRuns(left[index] ?? '', right[index] ?? '')
    if (difference !== 0) return difference
  }
  return left.length - right.length || compareText(one, other)
}

function compareRuns(one: string, other: string): number {
  if (!/^\d/.test(one) || !/^\d/.test(other)) return compareText(one, other)
  const [a, b] = [BigInt(one), BigInt(other)]
  return a < b ? -1 : a > b ? 1 : 0
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
