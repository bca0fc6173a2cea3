import { SchemaError } from '@schemata/contract'
import type { ZodError } from 'zod'

/** An accessor was given a value that it cannot take. */
export class InvalidInputError extends SchemaError {
  readonly code = 'OUTBOX_INVALID_INPUT'
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

/** No such course. */
export class UnknownCourseError extends SchemaError {
  readonly code = 'OUTBOX_UNKNOWN_COURSE'
  /** Null where one of several courses is meant. */
  readonly courseId: string | null

  constructor({ courseId, cause }: { courseId: string | null; cause?: unknown }) {
    super(courseId === null ? 'One of the courses does not exist.' : `Course \`${courseId}\` does not exist.`, {
      hint: 'Create the course first; it may also have been deleted in the meantime.',
      cause,
    })
    this.courseId = courseId
  }
}

/** No such user. */
export class UnknownUserError extends SchemaError {
  readonly code = 'OUTBOX_UNKNOWN_USER'
  readonly userId: string

  constructor({ userId, cause }: { userId: string; cause?: unknown }) {
    super(`User \`${userId}\` does not exist.`, {
      hint: 'Create the user first, or name none where that is possible.',
      cause,
    })
    this.userId = userId
  }
}

/** The host's type of states has no such label. */
export class UnknownStateError extends SchemaError {
  readonly code = 'OUTBOX_UNKNOWN_STATE'
  readonly state: string

  constructor({ state, cause }: { state: string; cause?: unknown }) {
    super(`\`${state}\` is no state of a course generation.`, {
      hint: 'The type generation_status lists the states.',
      cause,
    })
    this.state = state
  }
}

/** The generation of the course was started before and has not ended. */
export class GenerationInProgressError extends SchemaError {
  readonly code = 'OUTBOX_GENERATION_IN_PROGRESS'
  readonly courseId: string

  constructor({ courseId, cause }: { courseId: string; cause?: unknown }) {
    super(`The generation of course \`${courseId}\` is in progress.`, {
      hint: 'Wait for it to end, or cancel it first.',
      cause,
    })
    this.courseId = courseId
  }
}

/** The session speaks for a client of the API, and the course or the user is not that client's. */
export class NotPermittedError extends SchemaError {
  readonly code = 'OUTBOX_NOT_PERMITTED'
  readonly courseId: string

  constructor({ courseId, cause }: { courseId: string; cause?: unknown }) {
    super(`The session may not start the generation of course \`${courseId}\`.`, {
      hint: 'Users start the generation of their own courses, as themselves and for the organization of the course.',
      cause,
    })
    this.courseId = courseId
  }
}

/** The map of transitions has no way from the present state to the one asked for. */
export class TransitionNotAllowedError extends SchemaError {
  readonly code = 'OUTBOX_TRANSITION_NOT_ALLOWED'
  readonly courseId: string
  readonly toState: string

  constructor({ courseId, toState, cause }: { courseId: string; toState: string; cause?: unknown }) {
    super(`Course \`${courseId}\` cannot go to \`${toState}\` from its present state.`, {
      hint: 'The table generation_transitions says which state may follow which.',
      cause,
    })
    this.courseId = courseId
    this.toState = toState
  }
}

/** The course has moved on since its state was read. */
export class VersionConflictError extends SchemaError {
  readonly code = 'OUTBOX_VERSION_CONFLICT'
  readonly courseId: string
  readonly expectedVersion: number

  constructor({ courseId, expectedVersion, cause }: { courseId: string; expectedVersion: number; cause?: unknown }) {
    super(`Course \`${courseId}\` is no longer at version ${expectedVersion}.`, {
      hint: 'Read the state again and decide again.',
      cause,
    })
    this.courseId = courseId
    this.expectedVersion = expectedVersion
  }
}

/** The idempotency key was used for another request. Nothing of that request is told. HTTP calls this 422. */
export class IdempotencyKeyReusedError extends SchemaError {
  readonly code = 'OUTBOX_IDEMPOTENCY_KEY_REUSED'
  readonly key: string

  constructor({ key, cause }: { key: string; cause?: unknown }) {
    super(`The idempotency key \`${key}\` stands for another request.`, {
      hint: 'Make a new key for every request, and keep it for repetitions of that request only.',
      cause,
    })
    this.key = key
  }
}

/** The request with this key is being answered right now. HTTP calls this 409. */
export class IdempotencyInProgressError extends SchemaError {
  readonly code = 'OUTBOX_IDEMPOTENCY_IN_PROGRESS'
  readonly key: string
  /** By then it is answered, or may be tried again. */
  readonly retryAfterMs: number

  constructor({ key, retryAfterMs }: { key: string; retryAfterMs: number }) {
    super(`The request with the idempotency key \`${key}\` is being answered.`, {
      hint: `Ask again later; in ${retryAfterMs} ms at most another attempt is possible.`,
    })
    this.key = key
    this.retryAfterMs = retryAfterMs
  }
}

/** The answer came after its lease had run out and somebody else had begun; theirs will stand. */
export class IdempotencyLeaseLostError extends SchemaError {
  readonly code = 'OUTBOX_IDEMPOTENCY_LEASE_LOST'
  readonly key: string

  constructor({ key }: { key: string }) {
    super(`The answer to the idempotency key \`${key}\` came too late to be stored.`, {
      hint: 'Give the work a longer lease; pass the fence to outside systems so that they can tell the attempts apart.',
    })
    this.key = key
  }
}
