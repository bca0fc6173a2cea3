DROP FUNCTION build_orchestrator.queue_manifest_build(uuid, text, integer, varchar, boolean);
DROP FUNCTION build_orchestrator.append_conversation_message(uuid, varchar, text, varchar, varchar, jsonb, jsonb, integer, integer, varchar, numeric, varchar, integer);
CREATE OR REPLACE FUNCTION build_orchestrator.update_conversation_stats()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE build_orchestrator.conversations AS conversation
        SET total_messages    = greatest(conversation.total_messages - 1, 0),
            total_tokens_used = greatest(conversation.total_tokens_used - coalesce(OLD.total_tokens, 0), 0)
        WHERE conversation.id = OLD.conversation_id;
        RETURN NULL;
    END IF;

    UPDATE build_orchestrator.conversations AS conversation
    SET total_messages    = coalesce(conversation.total_messages, 0) + 1,
        total_tokens_used = coalesce(conversation.total_tokens_used, 0) + coalesce(NEW.total_tokens, 0),
        last_message_at   = greatest(conversation.last_message_at, NEW.created_at)
    WHERE conversation.id = NEW.conversation_id AND conversation.status = 'active';

    IF NOT FOUND THEN
        RAISE EXCEPTION 'Conversation % is finished and takes no more messages.', NEW.conversation_id
            USING ERRCODE = 'LB002', HINT = 'Start a new conversation, or set this one active again.';
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION build_orchestrator.update_conversation_stats()
    IS 'Trigger: counts a message and its tokens, up or down. Refuses a message to a conversation that is not active.';
ALTER TABLE build_orchestrator.conversation_messages
    DROP CONSTRAINT ck_conversation_messages_cost_usd,
    DROP COLUMN cost_usd;
DROP TABLE build_orchestrator.model_prices;
