import type { FunctionShape, ResultShape } from './function-shapes.js'
import { camelCase } from './identifier.js'
import type { RowModule } from './row-module.js'
import type { ValueType } from './value-type.js'
import { zodExpression } from './zod-expression.js'
import { declaration, fieldsOf, maybe } from './zod-source.js'

/**
 * The schemas of a function's arguments and of one row, or the value, of its result.
 *
 * @throws GeneratedNameError
 */
export function renderFunction(called: FunctionShape, module: RowModule): readonly string[] {
  const { name, signature, result, isSet, comment } = called
  const object = `the function \`${signature}\``
  const fields = called.arguments.map(({ name: argument, type, optional }) => ({
    name: argument,
    value: maybe(zodExpression(type, 'write', module), { nullable: true, optional }),
  }))
  const args = module.names.claim(camelCase(name, 'arguments'), object)
  const declared = [declaration(args, `z.strictObject(${fieldsOf(fields)})`, comment)]
  if (result === null) return declared
  const results = module.names.claim(camelCase(name, 'result'), object)
  const what = isSet ? 'One of the rows that it gives.' : undefined
  return [...declared, declaration(results, resultExpression(result, module), what)]
}

function resultExpression(result: ResultShape, module: RowModule): string {
  const value = (type: ValueType) => maybe(zodExpression(type, 'read', module), { nullable: true })
  switch (result.kind) {
    case 'relation':
      return camelCase(result.name, 'row')
    case 'record':
      return 'z.record(z.string(), z.unknown())'
    case 'value':
      return value(result.type)
    case 'columns':
      return `z.object(${fieldsOf(result.columns.map(({ name, type }) => ({ name, value: value(type) })))})`
  }
}
