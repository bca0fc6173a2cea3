import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

import type { StopMode } from './stop-postmaster.js'

export interface WatchOwnerParameters {
  readonly pid: number
  readonly dataDir: string
  /** Deleted once the server is gone. */
  readonly scratch: string
  readonly mode: StopMode
}

/**
 * Lets a server end with this process however that ends, SIGKILL included.
 *
 * A shell waits on a pipe whose other end only this process holds; when it closes, the
 * shell stops the server and deletes the directory. So there is no signal handler,
 * which would change what Ctrl-C does to the program. Windows has no such shell: there
 * the next start sweeps.
 *
 * @returns a function that calls the watch off.
 */
export function watchOwner({ pid, dataDir, scratch, mode }: WatchOwnerParameters): () => void {
  if (process.platform === 'win32') return () => {}
  const signal = mode === 'fast' ? 'INT' : 'QUIT'
  const shell = spawn('/bin/sh', ['-c', WATCH, 'schemata-watch', String(pid), dataDir, scratch, signal], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  shell.unref()
  if (shell.stdin instanceof Socket) shell.stdin.unref()
  return () => shell.stdin.end('stopped\n')
}

/** A line means that the owner has stopped the server itself; the end of the pipe, that there is no owner. */
const WATCH = `
read -r word && exit 0
if [ -d /proc/self ]; then
  grep -aqF -e "$2" "/proc/$1/cmdline" && kill -s "$4" "$1"
else
  ps -o command= -p "$1" | grep -qF -e "$2" && kill -s "$4" "$1"
fi
tries=0
while kill -0 "$1" && [ -f "$2/postmaster.pid" ] && [ "$tries" -lt 200 ]; do
  sleep 0.05
  tries=$((tries + 1))
done
rm -rf -- "$3"
`
