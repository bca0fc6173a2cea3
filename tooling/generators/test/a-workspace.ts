import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MODULES = fileURLToPath(new URL('../node_modules', import.meta.url))
const RULES = fileURLToPath(new URL('../../lint/rules.json', import.meta.url))
const BIN = join(MODULES, '@schemata/cli/bin/schemata.js')

/** A workspace like ours with no package in it but the contract. */
export interface Workspace {
  readonly directory: string
  /** Installs what a package asks for, from what this package has. */
  install(packageDirectory: string): Promise<void>
  remove(): Promise<void>
}

/** @param ours False for a directory of somebody else. */
export async function aWorkspace({ ours = true } = {}): Promise<Workspace> {
  const directory = await mkdtemp(join(tmpdir(), 'schemata-generators-'))
  await chmod(directory, 0o755)
  if (ours) await makeOurs(directory)
  return { directory, install, remove: () => rm(directory, { recursive: true, force: true }) }
}

async function makeOurs(directory: string): Promise<void> {
  await writeFile(join(directory, 'pnpm-workspace.yaml'), 'packages:\n  - packages/*\n')
  await mkdir(join(directory, 'packages'))
  await symlink(join(MODULES, '@schemata/contract'), join(directory, 'packages/contract'))
  await writeFile(join(directory, 'biome.json'), await readFile(RULES, 'utf8'))
}

async function install(packageDirectory: string): Promise<void> {
  for (const name of await dependenciesOf(packageDirectory)) {
    const link = join(packageDirectory, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(MODULES, name), link)
  }
}

/** Names of what a package asks for. */
export async function dependenciesOf(packageDirectory: string): Promise<readonly string[]> {
  const content: { dependencies: object; devDependencies: object } = JSON.parse(
    await readFile(join(packageDirectory, 'package.json'), 'utf8'),
  )
  const { dependencies, devDependencies } = content
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)]
}

export interface Run {
  readonly exitCode: number | null
  /** Both streams. */
  readonly said: string
}

/** Runs the built command. */
export function schemata(args: readonly string[], cwd: string): Promise<Run> {
  return run(process.execPath, [BIN, ...args], cwd)
}

/** Runs a program of an installed package. */
export function tool(name: string, args: readonly string[], cwd: string): Promise<Run> {
  return run(join(MODULES, '.bin', name), args, cwd)
}

export function npm(args: readonly string[], cwd: string): Promise<Run> {
  return run('npm', args, cwd)
}

function run(command: string, args: readonly string[], cwd: string): Promise<Run> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk.toString()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, said }))
  })
}
