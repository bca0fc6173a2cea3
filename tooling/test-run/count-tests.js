// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences.
const COLOUR = /\u001b\[[0-9;]*m/g

/**
 * Adds up what the test runners of all packages reported, replayed logs included.
 *
 * @param {string} output
 */
export function countTests(output) {
  const lines = output.replace(COLOUR, '').matchAll(/^.*\bTests\s+(.*\bpassed|.*\bfailed)\b.*$/gm)
  const totals = { passed: 0, failed: 0 }
  for (const [line] of lines) {
    totals.passed += Number(/(\d+) passed/.exec(line)?.[1] ?? 0)
    totals.failed += Number(/(\d+) failed/.exec(line)?.[1] ?? 0)
  }
  return totals
}

/** @param {{ passed: number, failed: number }} totals */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}
