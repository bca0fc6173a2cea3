/**
 * True when a connection string leads to this machine: a loopback address, `localhost`
 * or a unix socket. Anything that cannot be read as a URL is not.
 */
export function isLoopback(url: string): boolean {
  try {
    const parsed = new URL(url)
    const hosts = parsed.searchParams.getAll('host')
    return (hosts.length > 0 ? hosts : [decodeURIComponent(parsed.hostname)]).every(isLoopbackHost)
  } catch {
    return false
  }
}

function isLoopbackHost(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return (
    name === '' || name.startsWith('/') || name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
  )
}
