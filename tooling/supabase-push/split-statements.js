const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|[Ee]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$|;/g

export function splitStatements(sql) {
  const statements = []
  let start = 0
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(sql); token; token = TOKEN.exec(sql)) {
    if (token[0].startsWith('$')) {
      TOKEN.lastIndex = sql.indexOf(token[0], TOKEN.lastIndex) + token[0].length
    } else if (token[0] === ';') {
      statements.push(sql.slice(start, token.index).trim())
      start = TOKEN.lastIndex
    }
  }
  return [...statements, sql.slice(start).trim()].filter((statement) => statement !== '')
}
