import type { Queryable } from '@schemata/contract'

import type { Offender } from './rule.js'

/**
 * What in a schema still speaks of the package's own name for it, where it was installed
 * under another. A comparison of contracts cannot tell: there both names are spelt alike.
 */
export async function leftovers(db: Queryable, schema: string, literal: string): Promise<readonly Offender[]> {
  const { rows } = await db.query(TEXTS, [schema])
  const qualifies = new RegExp(`(?<![\\w$.])"?${literal}"?\\s*\\.["\\w*]`)
  const isListed = new RegExp(`(^|,)\\s*"?${literal}"?\\s*(,|$)`)
  return rows
    .filter(({ text, list }) => (list ? isListed.test(String(text)) : qualifies.test(withoutComments(String(text)))))
    .map((row) => ({
      object: String(row.object),
      fault: `still mentions \`${literal}\` when installed as \`${schema}\``,
    }))
}

/** Comments are not rewritten, and do no harm. */
function withoutComments(sql: string): string {
  return sql.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/--.*$/gm, ' ')
}

/** Every text of a schema in which a name may have been left, a row each; `list` is true for a search path. */
const TEXTS = `
  SELECT oid::regprocedure::text AS object, prosrc AS text, false AS list FROM pg_proc WHERE pronamespace = to_regnamespace($1)
  UNION ALL
  SELECT oid::regprocedure::text, substr(setting, strpos(setting, '=') + 1), true
  FROM pg_proc, unnest(proconfig) AS setting WHERE pronamespace = to_regnamespace($1)
  UNION ALL
  SELECT oid::regclass::text, pg_get_viewdef(oid), false
  FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('v', 'm')
  UNION ALL
  SELECT format('%s.%s', conrelid::regclass, conname), pg_get_constraintdef(oid), false
  FROM pg_constraint WHERE connamespace = to_regnamespace($1) AND conrelid <> 0
  UNION ALL
  SELECT format('%s.%s', adrelid::regclass, attname), pg_get_expr(adbin, adrelid), false
  FROM pg_attrdef
  JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
  JOIN pg_class ON pg_class.oid = adrelid
  WHERE relnamespace = to_regnamespace($1)
  UNION ALL
  SELECT format('%s.%s', tgrelid::regclass, tgname), pg_get_triggerdef(pg_trigger.oid), false
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
  WHERE relnamespace = to_regnamespace($1) AND NOT tgisinternal
  UNION ALL
  SELECT format('%s.%s', schemaname || '.' || tablename, policyname), concat(qual, ' ', with_check), false
  FROM pg_policies WHERE schemaname = $1
  ORDER BY 1, 2
`
