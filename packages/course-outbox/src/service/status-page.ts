/** The page as it is sent: no build, nothing loaded from elsewhere, texts set as text alone. */
export const STATUS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outbox</title>
<style>
  :root { color-scheme: light dark; --line: #8884; --good: #1a7f4b; --bad: #c0362c; --bar: #4a7fd0 }
  body { font: 15px/1.45 system-ui, sans-serif; max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem }
  header { display: flex; gap: 1rem; align-items: baseline; flex-wrap: wrap }
  h1 { font-size: 1.3rem; margin: 0 } h2 { font-size: 1rem; margin: 1.8rem 0 .5rem }
  #health { font-weight: 600 } .good { color: var(--good) } .bad { color: var(--bad) }
  #updated { margin-left: auto; opacity: .7 }
  ul { margin: .4rem 0 0; padding-left: 1.2rem }
  .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .8rem; margin-top: 1.2rem }
  .figures div { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem }
  .figures b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums }
  .scroll { overflow-x: auto }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
  th { font-weight: 600 } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
  td.error { max-width: 28rem; overflow-wrap: anywhere } .none { opacity: .7 }
  svg { width: 100%; height: 90px; display: block } rect { fill: var(--bar) }
</style>
</head>
<body>
<header><h1>Outbox</h1><span id="health">…</span><span id="updated"></span></header>
<ul id="reasons" class="bad"></ul>
<section class="figures">
  <div>pending<b id="pending">–</b></div><div>oldest<b id="oldest">–</b></div>
  <div>dead<b id="dead">–</b></div><div>last hour<b id="hour">–</b></div>
</section>
<h2>Handed over, by minute of the last hour</h2>
<svg id="throughput" viewBox="0 0 600 90" preserveAspectRatio="none" role="img" aria-label="Jobs handed over by minute"></svg>
<h2>Queues</h2><div class="scroll" id="queues"></div>
<h2>Relays</h2><div class="scroll" id="relays"></div>
<h2>Dead letters</h2><div class="scroll" id="letters"></div>
<script>
'use strict'
const at = (id) => document.getElementById(id)
const count = (value) => Number(value).toLocaleString('en')
const age = (seconds) => seconds === null ? '–' : seconds < 60 ? seconds.toFixed(1) + ' s'
  : seconds < 3600 ? (seconds / 60).toFixed(1) + ' min' : (seconds / 3600).toFixed(1) + ' h'

function table(id, columns, rows, none) {
  const element = document.createElement(rows.length ? 'table' : 'p')
  if (!rows.length) { element.className = 'none'; element.textContent = none }
  else for (const [place, row] of [undefined, ...rows].entries()) {
    const line = element.insertRow()
    for (const [title, read, kind] of columns) {
      const cell = document.createElement(place ? 'td' : 'th')
      cell.className = kind || ''
      cell.textContent = row ? read(row) : title
      line.append(cell)
    }
  }
  at(id).replaceChildren(element)
}

function bars(minutes) {
  const most = Math.max(1, ...minutes.map(({ jobs }) => jobs))
  at('throughput').replaceChildren(...minutes.map(({ minute, jobs }, place) => {
    const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
    const height = jobs ? Math.max(2, 88 * jobs / most) : 0
    for (const [name, value] of Object.entries({ x: place * 10 + 1, y: 90 - height, width: 8, height })) bar.setAttribute(name, value)
    const title = document.createElementNS('http://www.w3.org/2000/svg', 'title')
    title.textContent = new Date(minute).toLocaleTimeString() + ': ' + count(jobs)
    bar.append(title)
    return bar
  }))
}

function show(health, { queues, throughput, relays, deadLetters }) {
  at('health').textContent = health.healthy ? 'healthy' : 'not healthy'
  at('health').className = health.healthy ? 'good' : 'bad'
  at('reasons').replaceChildren(...health.reasons.map((reason) => {
    const item = document.createElement('li')
    item.textContent = reason
    return item
  }))
  const ages = queues.map(({ oldestSeconds }) => oldestSeconds).filter((seconds) => seconds !== null)
  at('pending').textContent = count(queues.reduce((sum, { pending }) => sum + pending, 0))
  at('oldest').textContent = age(ages.length ? Math.max(...ages) : null)
  at('dead').textContent = count(queues.reduce((sum, { dead }) => sum + dead, 0))
  at('hour').textContent = count(throughput.reduce((sum, { jobs }) => sum + jobs, 0))
  bars(throughput)
  table('queues', [['queue', (row) => row.queue], ['pending', (row) => count(row.pending), 'number'],
    ['oldest', (row) => age(row.oldestSeconds), 'number'], ['dead', (row) => count(row.dead), 'number']],
    queues, 'Nothing waits.')
  table('relays', [['relay', (row) => row.relayId], ['queue', (row) => row.queue],
    ['state', (row) => row.seenSeconds > 60 ? 'silent' : row.reason ? row.state + ' (' + row.reason + ')' : row.state],
    ['seen', (row) => age(row.seenSeconds) + ' ago', 'number']], relays, 'No relay has spoken for an hour.')
  table('letters', [['job', (row) => row.outboxId], ['kind', (row) => row.queueName],
    ['attempts', (row) => count(row.attempts), 'number'], ['since', (row) => new Date(row.failedAt).toLocaleString()],
    ['why', (row) => row.reason], ['last error', (row) => row.error, 'error']], deadLetters, 'None.')
  at('updated').textContent = new Date().toLocaleTimeString()
}

async function refresh() {
  try {
    const [health, overview] = await Promise.all(['api/trpc/metrics.healthCheck', 'overview'].map((path) => fetch(path)))
    if (!overview.ok) throw new Error()
    show(await health.json(), await overview.json())
  } catch {
    at('health').textContent = 'no answer'
    at('health').className = 'bad'
  }
  setTimeout(refresh, 2000)
}
refresh()
</script>
</body>
</html>
`
