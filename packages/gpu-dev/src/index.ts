export { gpuDev } from './schema.js'
