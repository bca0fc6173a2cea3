import { z } from 'zod'

/** Where in a trace something happens: the two headers of W3C Trace Context, as any tracer gives and takes them. */
export interface TraceContext {
  /** Such as `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. */
  readonly traceparent: string
  /** What vendors add: up to 32 members of `key=value`, 512 characters together. @default none */
  readonly tracestate?: string | undefined
}

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/
const MEMBER = /^[a-z\d][a-z\d_*/@-]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

const traceContext = z.object({
  traceparent: z.string().regex(TRACEPARENT, 'expected version, trace, parent and flags as W3C Trace Context has them'),
  tracestate: z.string().max(512).refine(isTracestate, 'expected members of key=value').optional(),
})

/** What a tracer injects into an empty carrier: nothing where nothing is traced, and perhaps more than a trace. */
export const injectedTrace = traceContext.partial({ traceparent: true })

function isTracestate(text: string): boolean {
  const members = text.split(',').map((member) => member.trim())
  return members.length <= 32 && members.every((member) => member === '' || MEMBER.test(member))
}

/** The options of a job that carry its trace to the consumer, in the place and form in which BullMQ's own telemetry has it. */
export function withTrace<Options extends object>(options: Options, trace: Partial<TraceContext> | undefined) {
  return trace?.traceparent === undefined ? options : { ...options, telemetry: { metadata: JSON.stringify(trace) } }
}

const carrier = z.object({ telemetry: z.object({ metadata: z.string().max(4096) }) })

/** The trace that the options of a job carry; undefined when none, or none that can be read. */
export function traceIn(options: unknown): TraceContext | undefined {
  const carried = carrier.safeParse(options)
  if (!carried.success) return undefined
  try {
    return traceContext.safeParse(JSON.parse(carried.data.telemetry.metadata)).data
  } catch {
    return undefined
  }
}
