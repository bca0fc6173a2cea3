import type { ReportedError } from '@schemata/runner'

import type { Terminal } from '../terminal.js'

/** Errors for people: code and place, then what was found and expected, then what helps. */
export function renderErrors(errors: readonly ReportedError[], terminal: Terminal): string {
  return errors.map((error) => renderError(error, terminal)).join('\n')
}

function renderError(error: ReportedError, { styleNote }: Terminal): string {
  const place = renderPlace(error)
  const head = [styleNote('red', 'error'), styleNote('bold', error.code), place]
  // The build names the place in its messages too.
  const message = error.message.startsWith(`${place}: `) ? error.message.slice(place.length + 2) : error.message
  const hint = error.hint === undefined ? [] : [`${styleNote('cyan', 'hint')}   ${error.hint}`]
  return [head.filter((part) => part !== '').join(' '), indent(message), ...hint.map(indent)].join('\n')
}

/** `courses migrations/001_courses.sql:12:3` */
function renderPlace({ package: packageKey, file, line, column }: ReportedError): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  return [packageKey, place].filter((part) => part !== undefined && part !== '').join(' ')
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
