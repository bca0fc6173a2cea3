/**
 * A Markdown table of what has a limit in milliseconds.
 *
 * @param {{ work: string, milliseconds: number, limit: number }[]} rows
 */
export function renderBudgets(rows) {
  const lines = rows.map(({ work, milliseconds, limit }) => {
    return `| ${work} | ${milliseconds.toFixed(2)} | ≤ ${limit} ${milliseconds <= limit ? 'met' : '**missed**'} |`
  })
  return ['### Budgets', '', '| | median ms | limit |', '| --- | ---: | --- |', ...lines].join('\n')
}
