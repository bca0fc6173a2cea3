import { library } from '@schemata/tsup'

// `import.meta.url`, from which the installed programs are looked up, has to work in CommonJS too.
export default { ...library({ entry: ['src/index.ts'] }), shims: true }
