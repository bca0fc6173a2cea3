/** A type as `format_type` spells it, taken apart. */
export interface TypeName {
  /** Without modifiers and brackets: `character varying`, `timestamp with time zone`, `shop.mood`. */
  readonly base: string
  /** `[10, 2]` of `numeric(10,2)`. */
  readonly modifiers: readonly number[]
  readonly isArray: boolean
}

/** Takes `character varying(50)[]` or `timestamp(3) with time zone` apart. */
export function parseTypeName(text: string): TypeName {
  const isArray = text.endsWith('[]')
  const bare = isArray ? text.slice(0, -2) : text
  const modifiers = /\(([\d,]+)\)/.exec(bare)?.[1] ?? ''
  return {
    base: bare.replace(/\([\d,]+\)/, ''),
    modifiers: modifiers === '' ? [] : modifiers.split(',').map(Number),
    isArray,
  }
}
