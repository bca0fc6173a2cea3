import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'COURSES_INVALID_INPUT'
  readonly accessor: string
  /** Names of the parameters that were refused; parts of one are joined by a dot. */
  readonly parameters: readonly string[]

  constructor({ accessor, cause }: { accessor: string; cause: ZodError }) {
    const [first] = cause.issues
    const parameter = first?.path.join('.') || 'parameters'
    super(`${accessor}: \`${parameter}\` is not valid: ${first?.message ?? 'unknown reason'}.`, {
      hint: 'The parameters of the accessor say what each of them takes.',
      cause,
    })
    this.accessor = accessor
    this.parameters = cause.issues.map((issue) => issue.path.join('.'))
  }
}

/** No such organization. */
export class UnknownOrganizationError extends SchemaError {
  readonly code = 'COURSES_UNKNOWN_ORGANIZATION'
  readonly organizationId: string

  constructor({ organizationId, cause }: { organizationId: string; cause?: unknown }) {
    super(`Organization \`${organizationId}\` does not exist.`, {
      hint: 'Create the organization before its courses.',
      cause,
    })
    this.organizationId = organizationId
  }
}

/** No such course. */
export class UnknownCourseError extends SchemaError {
  readonly code = 'COURSES_UNKNOWN_COURSE'
  readonly courseId: string

  constructor({ courseId, cause }: { courseId: string; cause?: unknown }) {
    super(`Course \`${courseId}\` does not exist.`, {
      hint: 'Use findCourse where the absence of a course is an ordinary outcome.',
      cause,
    })
    this.courseId = courseId
  }
}

/** The author of a course is not a user. */
export class UnknownAuthorError extends SchemaError {
  readonly code = 'COURSES_UNKNOWN_AUTHOR'
  readonly userId: string

  constructor({ userId, cause }: { userId: string; cause?: unknown }) {
    super(`User \`${userId}\` does not exist and cannot be the author of a course.`, {
      hint: 'Create the user first, or leave the course without an author.',
      cause,
    })
    this.userId = userId
  }
}

/** The slug stands for another organization, or for another course of the same organization. */
export class SlugTakenError extends SchemaError {
  readonly code = 'COURSES_SLUG_TAKEN'
  readonly slug: string

  constructor({ slug, cause }: { slug: string; cause?: unknown }) {
    super(`The slug \`${slug}\` is taken.`, {
      hint: 'Slugs of organizations are unique, those of courses within their organization; choose another.',
      cause,
    })
    this.slug = slug
  }
}

/** The id that was asked for is in use. */
export class IdTakenError extends SchemaError {
  readonly code = 'COURSES_ID_TAKEN'
  readonly id: string

  constructor({ id, cause }: { id: string; cause?: unknown }) {
    super(`The id \`${id}\` is in use.`, { hint: 'Leave the id out to have a new one made.', cause })
    this.id = id
  }
}
