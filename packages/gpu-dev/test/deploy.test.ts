import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse as parseHcl } from '@cdktf/hcl2json'
import { defineStack } from '@schemata/contract'
import { createTestDatabase } from '@schemata/testing'
import { DockerfileParser } from 'dockerfile-ast'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'

import { gatedProxy, unusedPort } from './gated-proxy.js'
import { DEPLOY, runCommand } from './run-command.js'

const read = (file: string) => readFile(join(DEPLOY, file), 'utf8')
const IMAGE = 'registry.example.com/gpu-dev-schema:1$&'

/** The Job as kubectl would get it. */
async function renderedJob() {
  const { code, stdout, stderr } = await runCommand(['node', 'migration-job.mjs', '--image', IMAGE])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return parseYaml(stdout)
}

/** What a container would run: its command, or the image's entry point with its arguments. */
const commandOf = ({ command, args = [] }: { command?: string[]; args?: string[] }) => [
  ...(command ?? ['schemata']),
  ...args,
]

describe('the image', () => {
  test('starts `schemata apply` as somebody who is not root', async () => {
    const file = DockerfileParser.parse(await read('Dockerfile'))
    const last = (keyword: string) =>
      file
        .getInstructions()
        .filter((instruction) => instruction.getKeyword() === keyword)
        .at(-1)
        ?.getArgumentsContent()

    expect(last('ENTRYPOINT')).toBe('["schemata"]')
    expect(last('CMD')).toBe('["apply"]')
    expect(Number(last('USER'))).toBeGreaterThan(0)
    expect(last('FROM')).toBe('node:20-slim')
  })

  test('copies files that are there', async () => {
    const file = DockerfileParser.parse(await read('Dockerfile'))
    const copied = file
      .getCOPYs()
      .filter((copy) => !copy.getFlags().some((flag) => flag.getName() === 'from'))
      .flatMap((copy) => copy.getArguments().slice(0, -1))
      .map(String)

    // The lock file is written by the npm install that the README asks for.
    expect(copied.filter((name) => !existsSync(join(DEPLOY, name)))).toEqual(['package-lock.json'])
    expect(copied).toContain('wait-for-database.sh')
  })

  test('has the packages that the configuration imports, in the range of this one', async () => {
    const { dependencies } = JSON.parse(await read('package.json'))
    const config = await read('schemata.config.mjs')
    const imported = [...config.matchAll(/from '(@schemata\/[^/']+)/g)].map(([, name]) => name)

    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(['@schemata/cli', 'pg', 'zod', ...imported]))
    const { version } = JSON.parse(await readFile(join(DEPLOY, '../package.json'), 'utf8'))
    expect(dependencies['@schemata/gpu-dev']).toBe(`^${version.split('.')[0]}.0.0`)
  })
})

describe('the Job', () => {
  test('is one that Kubernetes takes', async () => {
    const job = await renderedJob()
    expect(() => new Job(job).validate()).not.toThrow()

    job.spec.backoffLimit = 'four'
    expect(() => new Job(job).validate()).toThrow('backoffLimit')
  })

  test('is what the document describes', async () => {
    const { metadata, spec } = await renderedJob()

    expect(metadata.name).toMatch(/^db-migration-[0-9a-f]{12}$/)
    expect(metadata.namespace).toBe('gpu-controlplane')
    expect(spec).toMatchObject({ backoffLimit: 4, ttlSecondsAfterFinished: 3600 })
    const { initContainers, containers, restartPolicy } = spec.template.spec
    expect(restartPolicy).toBe('Never')
    expect([...initContainers, ...containers].map(({ name, image }) => [name, image])).toEqual([
      ['wait-for-database', IMAGE],
      ['migrate', IMAGE],
    ])
    for (const { env } of [...initContainers, ...containers]) {
      const password = { name: 'postgres-credentials', key: 'POSTGRES_PASSWORD' }
      expect(env).toContainEqual({ name: 'PGPASSWORD', valueFrom: { secretKeyRef: password } })
    }
  })

  test('gives up at once only for the container that migrates, and only for what a retry cannot mend', async () => {
    const { spec } = await renderedJob()
    const [rule] = spec.podFailurePolicy.rules

    expect(spec.template.spec.containers.map(({ name }: { name: string }) => name)).toContain(
      rule.onExitCodes.containerName,
    )
    expect(rule.onExitCodes.values).toEqual([2, 5, 7])
  })
})

describe('the name of the Job', () => {
  const named = async (...args: string[]) => (await runCommand(['node', 'migration-job.mjs', ...args])).stdout.trim()

  test('is the same each time and in each form', async () => {
    const name = await named()

    expect(JSON.parse(await named('--json'))).toEqual({ name })
    expect((await renderedJob()).metadata.name).toBe(name)
  })

  test.for([
    ['a step', "steps.at(-1).up.digest = '0'.repeat(64)"],
    ['a fixture', "fixtures[0].script.digest = '0'.repeat(64)"],
    ['the number of steps', 'steps.pop()'],
  ] as const)('changes with %s', async ([, change]) => {
    expect(await nameAfter(change)).not.toBe(await nameAfter(''))
  })

  test('changes with the schema, and is that of the configuration where nothing changes', async () => {
    expect(await nameAfter('', 'elsewhere')).not.toBe(await nameAfter(''))
    expect(await nameAfter('')).toBe(await named())
  })

  /** The name for a stack that differs from the one here. */
  async function nameAfter(change: string, schema = 'public') {
    // Beside the configuration, so that its imports are found.
    const directory = await mkdtemp(join(DEPLOY, '.changed-'))
    try {
      const config = join(directory, 'schemata.config.mjs')
      await writeFile(
        config,
        `import { defineStack } from '@schemata/contract'
         import { gpuDev } from '@schemata/gpu-dev/schema'
         import { pgmq } from '@schemata/pgmq/schema'
         const migrations = structuredClone(gpuDev.migrations)
         const { steps, fixtures } = migrations
         ${change}
         const changed = { ...gpuDev, migrations }
         export const stack = defineStack({ packages: [pgmq, changed], schemas: { 'gpu-dev': '${schema}' } })`,
      )
      return await named('--config', config)
    } finally {
      await rm(directory, { recursive: true })
    }
  }
})

describe('the API', () => {
  test('starts behind `status --check`', async () => {
    const deployment = parseYaml(await read('api-deployment.yaml'))
    expect(() => new Deployment(deployment).validate()).not.toThrow()

    const [first] = deployment.spec.template.spec.initContainers
    expect(commandOf(first)).toEqual(['schemata', 'status', '--check'])
    delete deployment.spec.selector
    expect(() => new Deployment(deployment).validate()).toThrow('selector')
  })
})

describe('the OpenTofu example', () => {
  test('names programs, files and variables that are there', async () => {
    const { data, resource, variable } = await parseHcl('main.tf', await read('main.tf'))
    const [external] = data.external.migration
    expect(external.program).toEqual(['node', '$' + '{path.module}/migration-job.mjs', '--json'])

    for (const [manifest] of Object.values<[{ manifest: string }]>(resource.kubernetes_manifest)) {
      const [, template = '', given = ''] =
        /templatefile\("\$\{path\.module\}\/([\w.-]+)", \{(.*)\}\)/s.exec(manifest.manifest) ?? []
      const asked = [...(await read(template)).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)
      const passed = [...given.matchAll(/(\w+)\s*=/g)].map(([, name]) => name)
      expect([...new Set(asked)].sort()).toEqual(passed.sort())
      for (const [, name = ''] of given.matchAll(/var\.(\w+)/g)) expect(variable).toHaveProperty(name)
    }
  })

  test('starts the API when the Job is complete, and not before', async () => {
    const { resource } = await parseHcl('main.tf', await read('main.tf'))
    const { migration, api } = resource.kubernetes_manifest

    expect(migration[0].wait).toEqual([{ condition: [{ type: 'Complete', status: 'True' }] }])
    expect(api[0].depends_on).toEqual(['$' + '{kubernetes_manifest.migration}'])
  })
})

// Each command is a process of its own, which starts slowly where much else runs.
describe('the commands of the Job', { timeout: 60_000 }, () => {
  test('bring an empty database to the documented tables and rows, and find nothing to do again', async () => {
    const { spec } = (await renderedJob()).spec.template
    const [wait, migrate] = [spec.initContainers[0], spec.containers[0]].map(commandOf)
    const status = ['schemata', 'status', '--check']
    const database = await createTestDatabase({ stack: defineStack({ packages: [] }) })
    try {
      const env = { DATABASE_URL: String(database.pool.options.connectionString) }
      expect(await runCommand(wait ?? [], env)).toMatchObject({ code: 0 })
      expect(await runCommand(status, env)).toMatchObject({ code: 3 })

      expect(await runCommand(migrate ?? [], env)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Applied/) })
      expect(await runCommand(status, env)).toMatchObject({ code: 0 })
      expect(await runCommand(migrate ?? [], env)).toMatchObject({ code: 0, stdout: 'Everything is current.\n' })

      const { rows: types } = await database.pool.query(
        'SELECT gpu_type, instance_type FROM gpu_types ORDER BY gpu_type LIMIT 2',
      )
      expect(types).toEqual([
        { gpu_type: 'a100', instance_type: 'p4d.24xlarge' },
        { gpu_type: 'a10g', instance_type: 'g5.12xlarge' },
      ])
      const { rows } = await database.pool.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
      )
      expect(rows.map(({ tablename }) => tablename)).toEqual(
        expect.arrayContaining(['api_keys', 'api_users', 'disks', 'gpu_types', 'reservations']),
      )
    } finally {
      await database.drop()
    }
  })

  test('wait for a database that comes late', async () => {
    const database = await createTestDatabase({ stack: defineStack({ packages: [] }) })
    const proxy = await gatedProxy(String(database.pool.options.connectionString))
    try {
      const waiting = runCommand(['sh', 'wait-for-database.sh'], { DATABASE_URL: proxy.url, WAIT_INTERVAL: '1' })
      await proxy.refused
      proxy.open()

      expect(await waiting).toMatchObject({ code: 0, stderr: expect.stringContaining('CONNECTION_FAILED') })
    } finally {
      await proxy.close()
      await database.drop()
    }
  })

  test('end with 10 where it does not come', async () => {
    const DATABASE_URL = `postgres://gpudev:secret@127.0.0.1:${await unusedPort()}/gpudev`
    const started = performance.now()
    const waited = await runCommand(['sh', 'wait-for-database.sh'], {
      DATABASE_URL,
      WAIT_SECONDS: '2',
      WAIT_INTERVAL: '1',
    })

    expect(waited.code).toBe(10)
    expect(performance.now() - started).toBeGreaterThan(1_000)
    expect(waited.stderr).not.toContain('secret')
    expect((await runCommand(['schemata', 'apply'], { DATABASE_URL })).code).toBe(10)
  })

  test('do not wait for what does not come by waiting', async () => {
    const waited = await runCommand(['sh', 'wait-for-database.sh'], { DATABASE_URL: 'not a url' })

    expect(waited.code).toBe(2)
  })
})
