/**
 * What PostgreSQL's programs get of our environment: enough to run, none of the PG…
 * variables, no secrets. English messages and UTC make every machine behave alike.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}
