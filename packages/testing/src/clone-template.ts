import type { ClientBase } from 'pg'

import { markDatabase, randomName } from './database-mark.js'

/**
 * Copies a template to a new database, file by file: with data in memory that takes
 * 13 to 18 ms, where writing the copy to the log takes twice as long.
 *
 * @returns the new database's name.
 */
export async function cloneTemplate(client: ClientBase, template: string): Promise<string> {
  const name = randomName('clone')
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  await markDatabase(client, name, 'clone')
  return name
}
