export { InvalidInputError, TitleTakenError } from './errors.js'
export { type AddExampleParameters, addExample } from './examples/add-example.js'
export { type Example, exampleRow } from './examples/example.js'
export { newPackage } from './schema.js'
