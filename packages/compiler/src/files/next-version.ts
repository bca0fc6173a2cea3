/**
 * The version after the last one, in its style: `001` → `002`, `v1.9` → `v1.10`;
 * after fourteen digits a UTC time stamp, after thirteen the milliseconds since 1970.
 * Never one that is taken.
 */
export function nextVersion(versions: readonly string[], now: Date): string {
  const last = versions.at(-1)
  if (last === undefined) return '001'
  let candidate = /^\d{14}$/.test(last) ? utcStamp(now) : /^\d{13}$/.test(last) ? `${now.getTime()}` : increment(last)
  while (versions.includes(candidate)) candidate = increment(candidate)
  return candidate
}

function utcStamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14)
}

/** Adds one to the number at the end, keeping its width. */
function increment(version: string): string {
  const digits = /\d*$/.exec(version)?.[0] ?? ''
  const next = `${BigInt(digits || '1') + 1n}`.padStart(digits.length, '0')
  return version.slice(0, version.length - digits.length) + next
}
