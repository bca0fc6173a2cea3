import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runner as nodePgMigrate } from 'node-pg-migrate'
import type { Pool } from 'pg'

/** SQL by `<version>_<name>`, up only. */
export interface Files {
  readonly [id: string]: string
}

/** Applies files with node-pg-migrate itself. */
export async function migrateWithNodePgMigrate(databaseUrl: string, files: Files): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'schemata-npm-'))
  try {
    for (const [id, sql] of Object.entries(files)) await writeFile(join(dir, `${id}.sql`), `-- Up Migration\n${sql}`)
    await nodePgMigrate({ databaseUrl, dir, direction: 'up', migrationsTable: 'pgmigrations', log: () => {} })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** A row as Flyway writes it; rank and script follow from the order. */
export interface FlywayEntry {
  readonly version: string | null
  readonly description: string
  readonly type?: string
  readonly success?: boolean
}

/** Flyway's own statement for its table on PostgreSQL, and rows in it. */
export async function makeFlywayTable(
  pool: Pool,
  rows: readonly FlywayEntry[],
  { table = 'flyway_schema_history' }: { table?: string } = {},
): Promise<void> {
  await pool.query(`CREATE TABLE "public"."${table}" (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
  );
  ALTER TABLE "public"."${table}" ADD CONSTRAINT "${table}_pk" PRIMARY KEY ("installed_rank");
  CREATE INDEX "${table}_s_idx" ON "public"."${table}" ("success");`)
  for (const [index, { version, description, type = 'SQL', success = true }] of rows.entries()) {
    await pool.query(
      `INSERT INTO "public"."${table}" (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
       VALUES ($1, $2, $3, $4, $5, 0, 'postgres', 1, $6)`,
      [index + 1, version, description, type, `V${version}__${description}.sql`, success],
    )
  }
}

/** The Supabase CLI's statements for its table, and a row for each file. */
export async function makeSupabaseTable(
  pool: Pool,
  files: { readonly [id: string]: readonly string[] },
): Promise<void> {
  await pool.query(`CREATE SCHEMA IF NOT EXISTS supabase_migrations;
    CREATE TABLE IF NOT EXISTS supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY);
    ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS statements text[];
    ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN IF NOT EXISTS name text;`)
  for (const [id, statements] of Object.entries(files)) {
    const [version, ...name] = id.split('_')
    await pool.query(
      'INSERT INTO supabase_migrations.schema_migrations (version, name, statements) VALUES ($1, $2, $3)',
      [version, name.join('_'), statements],
    )
  }
}
