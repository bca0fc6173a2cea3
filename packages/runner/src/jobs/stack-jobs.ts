import { type Instance, renameSchema, type Stack } from '@schemata/contract'

/** A job of one install of a package, as it runs in this stack. */
export interface StackJob {
  /** Unique in the database: after the schema and a dot, where that is neither the package's own nor `public`. */
  readonly name: string
  readonly package: string
  readonly schema: string
  /** Five cron fields, UTC. */
  readonly schedule: string
  /** With the schema names of this stack. */
  readonly sql: string
}

/** The jobs of a stack, in its order. What the host provides, the host looks after. */
export function stackJobs({ instances }: Stack): readonly StackJob[] {
  return instances.filter(({ provided }) => !provided).flatMap(jobsOf)
}

function jobsOf(instance: Instance): readonly StackJob[] {
  const { package: schemaPackage, schema, schemas } = instance
  const isPlain = schema === schemaPackage.schema || schema === 'public'
  return schemaPackage.jobs.map(({ name, schedule, sql }) => ({
    name: isPlain ? name : `${schema}.${name}`,
    package: schemaPackage.key,
    schema,
    schedule,
    sql: renameAll(sql, schemas),
  }))
}

/** All at once: two schemas may have taken each other's name. */
function renameAll(sql: string, schemas: Instance['schemas']): string {
  const renamings = Object.entries(schemas).map(([from, to], index) => ({
    from,
    between: `schemata_name_${index}`,
    to,
  }))
  const set = renamings.reduce((text, { from, between }) => renameSchema(text, from, between), sql)
  return renamings.reduce((text, { between, to }) => renameSchema(text, between, to), set)
}
