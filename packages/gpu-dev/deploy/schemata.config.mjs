import { defineStack } from '@schemata/contract'
import { gpuDev } from '@schemata/gpu-dev/schema'
import { pgmq } from '@schemata/pgmq/schema'

/** In `public`, where the programs of the platform look for their tables. */
export const stack = defineStack({ packages: [pgmq, gpuDev], schemas: { 'gpu-dev': 'public' } })
