import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** True while a process runs; one that ended and waits to be reaped does not count. */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') {
    const state = procStat(pid)?.[0]
    return state !== undefined && state !== 'Z' && state !== 'X'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Tells two processes that had one number after another apart: when it started, in
 * the system's own words. Empty when there is no such process, or no way to ask.
 */
export function startedAt(pid: number): string {
  if (process.platform === 'linux') return procStat(pid)?.[19] ?? ''
  return ps(pid, 'lstart')
}

/** True when the process is a server of that data directory, going by its command line. */
export function isServerOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  const command = process.platform === 'linux' ? procText(pid, 'cmdline').split('\0').join(' ') : ps(pid, 'command')
  return command.includes('postgres') && command.includes(dataDir)
}

/**
 * Names the space in which process numbers mean something: this boot of this machine,
 * and in a container that container.
 */
export function processSpace(): string {
  if (process.platform !== 'linux') return hostname()
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** The fields of /proc/<pid>/stat behind the command's name, which may hold blanks and brackets. */
function procStat(pid: number): string[] | undefined {
  const text = procText(pid, 'stat')
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function procText(pid: number, file: 'stat' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

function ps(pid: number, column: 'lstart' | 'command'): string {
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return ''
  }
}
