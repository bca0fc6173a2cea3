import { SchemaError } from '@schemata/contract'

/** The conversation does not exist. */
export class UnknownConversationError extends SchemaError {
  readonly code = 'BUILD_UNKNOWN_CONVERSATION'
  readonly conversationId: string

  constructor({ conversationId, cause }: { conversationId: string; cause?: unknown }) {
    super(`Conversation \`${conversationId}\` does not exist.`, { hint: 'Start it with startConversation.', cause })
    this.conversationId = conversationId
  }
}

/** The conversation takes no more messages. */
export class ConversationFinishedError extends SchemaError {
  readonly code = 'BUILD_CONVERSATION_FINISHED'
  readonly conversationId: string

  constructor({ conversationId, cause }: { conversationId: string; cause?: unknown }) {
    super(`Conversation \`${conversationId}\` is finished and takes no more messages.`, {
      hint: 'Start a new conversation.',
      cause,
    })
    this.conversationId = conversationId
  }
}
