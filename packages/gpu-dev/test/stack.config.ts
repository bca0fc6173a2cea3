import { defineStack } from '@schemata/contract'
import { gpuDev } from '@schemata/gpu-dev/schema'
import { pgmq } from '@schemata/pgmq/schema'

export default defineStack({ packages: [pgmq, gpuDev] })
