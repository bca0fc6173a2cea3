import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the deployment files. */
export const DEPLOY = fileURLToPath(new URL('../deploy', import.meta.url))

const BIN = join(dirname(DEPLOY), 'node_modules/.bin')

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program in the folder of the deployment files, with `schemata` on its PATH as in the image. */
export function runCommand([program = '', ...args]: readonly string[], env: Record<string, string> = {}) {
  const path = `${BIN}:${dirname(process.execPath)}:${process.env.PATH}`
  return new Promise<Ended>((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd: DEPLOY, env: { PATH: path, ...env }, timeout: 60_000 },
      (error, stdout, stderr) => {
        if (child.exitCode === null) reject(error ?? new Error(`${program} was stopped`))
        else resolve({ code: child.exitCode, stdout, stderr })
      },
    )
  })
}
