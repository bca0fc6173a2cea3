import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { type Course, course } from './course.js'

export interface SearchCoursesParameters {
  /** Words; `"a phrase"`, `or` and `-without` as in a search engine. Nothing in it is an error. */
  search: string
  /** 1 to 500. @default 20 */
  limit?: number
}

export interface FoundCourse extends Course {
  /** How well it fits; a word of the title counts ten times one of the description. */
  rank: number
}

const searchCoursesParameters = z.object({
  search: z.string().max(500),
  limit: z.int().min(1).max(500).default(20),
})

const foundCourse = course.extend({ rank: z.number() })

/**
 * Finds courses by the English words of title and description, the best fit first.
 *
 * @throws InvalidInputError
 * @example
 * const courses = await searchCourses(pool, { search: 'welding -aluminium' })
 */
export async function searchCourses(db: Queryable, parameters: SearchCoursesParameters): Promise<FoundCourse[]> {
  const { search, limit } = parseInput('searchCourses', searchCoursesParameters, parameters)
  const { rows } = await db.query(SEARCH_COURSES, [search, limit])
  return z.array(foundCourse).parse(rows)
}

// The stored words find the courses, by their index; the few found are weighed anew, as
// what is stored does not tell the title from the description.
const SEARCH_COURSES = `
  SELECT found.id AS "courseId", found.title, found.slug, found.description, found.visibility,
    found.created_by AS "createdBy", found.created_at AS "createdAt",
    ts_rank_cd(
      '{0.1, 0.1, 0.1, 1.0}',
      setweight(to_tsvector('english', found.title), 'A')
        || setweight(to_tsvector('english', coalesce(found.description, '')), 'D'),
      wanted.words
    )::float8 AS rank
  FROM websearch_to_tsquery('english', $1) AS wanted (words)
  JOIN containers_lab.courses AS found ON found.search_vector @@ wanted.words
  ORDER BY rank DESC, found.id
  LIMIT $2
`
