import type { VerifyDifference } from '@schemata/runner'

import type { Terminal } from '../terminal.js'

/** One sentence a difference, under the package it belongs to. */
export function renderDifferences(differences: readonly VerifyDifference[], terminal: Terminal): string {
  const packages = [...new Set(differences.map((difference) => difference.package))]
  return packages
    .map((key) => {
      const own = differences.filter((difference) => difference.package === key)
      return [terminal.style('bold', key), ...own.map(({ message }) => `  ${message}`)].join('\n')
    })
    .join('\n')
}

/** The SQL that mends what can be mended, the rest as comments; for review, never executed here. */
export function renderMending(differences: readonly VerifyDifference[]): string {
  return differences
    .map(({ package: key, message, mend }) => {
      const comment = `-- ${key}: ${message.replaceAll('\n', ' ')}`
      return mend === null ? `${comment}\n-- No SQL mends this safely.` : `${comment}\n${mend}`
    })
    .join('\n\n')
}
