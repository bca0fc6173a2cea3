/** The lines of a doc comment; none without a text. */
export function docComment(text: string | undefined, indent = ''): readonly string[] {
  const lines = (text ?? '')
    .replaceAll('*/', '* /')
    .split('\n')
    .map((line) => line.trimEnd())
  if (lines.join('') === '') return []
  const [only = '', ...more] = lines
  if (more.length === 0) return [`${indent}/** ${only} */`]
  return [`${indent}/**`, ...lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}`), `${indent} */`]
}
