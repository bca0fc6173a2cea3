import { spawn } from 'node:child_process'

/**
 * A development server with the reference stack, a short typed session against it, and
 * where to go from there. The server keeps running, so that the connection string works.
 */
// Nobody reads types here, and they take most of a build.
await run('turbo', ['run', 'build', '--output-logs=errors-only'], { env: { ...process.env, SCHEMATA_TYPES: 'off' } })

const url = (await run('schemata', ['dev', '--once'], { stdio: ['ignore', 'pipe', 'inherit'] })).trim()
const env = { ...process.env, DATABASE_URL: url }

console.log('\nA first session, every line a typed call:\n')
await run('node', ['examples/first-session/src/main.js'], { env })

console.log('')
await run('schemata', ['status'], { env })

console.log(`
PostgreSQL keeps running for you at
  ${url}

What to try next
  export DATABASE_URL=${url}
  npm run -s schemata -- plan            what another apply would do: nothing
  npm run -s schemata -- graph           who requires whom
  npm run -s schemata -- doctor          connection, rights, lock holders
  npm run -s schemata -- dev --stop      stop this server
  npm test                               every test, on PostgreSQL 18 and 15`)

/** Ends this process with the child's status when the child fails. */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
    })
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`)
      process.exit(1)
    })
    child.on('close', (code) => (code === 0 ? resolve(text) : process.exit(code ?? 1)))
  })
}
