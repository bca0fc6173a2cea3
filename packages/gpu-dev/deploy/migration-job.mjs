#!/usr/bin/env node
// The migration Job of a stack, whose name holds a digest of steps and fixtures: a Job cannot
// be changed, so one with new content is a new one.
//
//   node migration-job.mjs                          its name
//   node migration-job.mjs --json                   {"name": …}, for OpenTofu's data "external"
//   node migration-job.mjs --image IMAGE            the manifest, for kubectl apply -f -
//   … --config FILE                                 the export `stack` of another file than ./schemata.config.mjs
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { stackDigest } from './stack-digest.mjs'

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, image: { type: 'string' }, config: { type: 'string' } },
})
const config = values.config ? pathToFileURL(resolve(values.config)) : new URL('schemata.config.mjs', import.meta.url)
const { stack } = await import(config.href)
const name = `db-migration-${stackDigest(stack).slice(0, 12)}`

if (values.image !== undefined) process.stdout.write(await manifest(values.image))
else process.stdout.write(`${values.json ? JSON.stringify({ name }) : name}\n`)

/** @param {string} image */
async function manifest(image) {
  const template = await readFile(new URL('job.yaml', import.meta.url), 'utf8')
  // Replaced by functions: a `$` in a name of an image is no pattern.
  return template.replaceAll(/\$\{name\}/g, () => name).replaceAll(/\$\{image\}/g, () => image)
}
