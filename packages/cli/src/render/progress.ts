import type { OnEvent, PlannedStep, RunnerEvent } from '@schemata/runner'

import type { Terminal } from '../terminal.js'

/** Tells on stderr what a run does while it does it: one line an event. */
export function tellProgress(terminal: Terminal): OnEvent {
  return (event) => {
    const line = renderEvent(event, terminal)
    if (line !== undefined) terminal.note(line)
  }
}

function renderEvent(event: RunnerEvent, { styleNote }: Terminal): string | undefined {
  switch (event.type) {
    case 'lock-waiting':
      return `${styleNote('yellow', 'waiting')} ${seconds(event.waitedMs)} for another run${list(event.holders)}`
    case 'lock-taken':
      return event.waitedMs >= 1000 ? `lock taken after ${seconds(event.waitedMs)}` : undefined
    case 'role-created':
      return `role ${event.role} created`
    case 'extension-created':
      return `extension ${event.extension} created`
    case 'jobs-scheduled':
      return `pg_cron: ${[...event.scheduled.map((name) => `runs ${name}`), ...event.unscheduled.map((name) => `runs ${name} no more`)].join(', ')}`
    case 'jobs-refused':
      return `${styleNote('yellow', 'not scheduled')} jobs: pg_cron says ${event.reason}`
    case 'step-waiting':
      return `${styleNote('yellow', 'waiting')} ${stepName(event.step)}, attempt ${event.attempt}${list(event.blockers)}`
    case 'step-done':
      return `${counter(event)} ${styleNote('green', 'done')}   ${stepName(event.step)}  ${event.executionTimeMs} ms`
    case 'fixtures-loaded':
      return `${styleNote('green', 'loaded')} fixtures of ${event.package}  ${event.executionTimeMs} ms`
    case 'step-failed':
      return `${styleNote('red', 'failed')} ${stepName(event.step)}`
    default:
      return undefined
  }
}

/** `courses 001_courses`, with the schema where it says more than the package. */
export function stepName({ package: packageKey, version, name, schema }: PlannedStep): string {
  const where = schema === packageKey.replaceAll('-', '_') ? '' : ` (${schema})`
  return `${packageKey} ${version}_${name}${where}`
}

function counter({ index, total }: { index: number; total: number }): string {
  return `[${String(index + 1).padStart(String(total).length)}/${total}]`
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function list(names: readonly string[]): string {
  return names.length === 0 ? '' : `: ${names.join('; ')}`
}
