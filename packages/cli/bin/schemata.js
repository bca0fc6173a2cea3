#!/usr/bin/env node
import module from 'node:module'

// From 22.1 on, Node.js keeps what it compiled for the next start.
module.enableCompileCache?.()
const { main } = await import('../dist/main.js')

process.exitCode = await main(process.argv.slice(2))
