/**
 * A Markdown table: every contender's median, ours as a ratio of it, and the target.
 *
 * @param {{ title: string, times: Map<string, number>, targets: Record<string, number> }} result
 */
export function renderTable({ title, times, targets }) {
  const own = times.get('schemata') ?? 0
  const rows = [...times].map(([name, time]) => {
    const target = targets[name]
    const ratio = own / time
    const verdict =
      target === undefined ? '' : `≤ ${Number(target.toFixed(2))} × ${ratio <= target ? 'met' : '**missed**'}`
    return `| ${name} | ${time.toFixed(1)} | ${name === 'schemata' ? '' : `${ratio.toFixed(2)} ×`} | ${verdict} |`
  })
  return [`### ${title}`, '', '| | median ms | schemata takes | target |', '| --- | ---: | ---: | --- |', ...rows].join(
    '\n',
  )
}
