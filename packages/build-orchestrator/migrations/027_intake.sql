--! requires: 026_secrets
--
-- Messages that find their own place in a conversation, what they cost, and manifests on
-- their way to a build.

CREATE TABLE build_orchestrator.model_prices (
    ai_provider                 varchar(50)    NOT NULL,
    ai_model                    varchar(100)   NOT NULL,
    valid_from                  timestamptz    NOT NULL DEFAULT now(),
    prompt_usd_per_million      numeric(12,6)  NOT NULL,
    completion_usd_per_million  numeric(12,6)  NOT NULL,

    CONSTRAINT pk_model_prices PRIMARY KEY (ai_provider, ai_model, valid_from),
    CONSTRAINT ck_model_prices_not_negative
        CHECK (prompt_usd_per_million >= 0 AND completion_usd_per_million >= 0)
);

COMMENT ON TABLE  build_orchestrator.model_prices                            IS 'What a model costs from a time on.';
COMMENT ON COLUMN build_orchestrator.model_prices.ai_provider                IS 'Who runs the model.';
COMMENT ON COLUMN build_orchestrator.model_prices.ai_model                   IS 'Its name, as messages state it.';
COMMENT ON COLUMN build_orchestrator.model_prices.valid_from                 IS 'From when this price holds, until a later one does.';
COMMENT ON COLUMN build_orchestrator.model_prices.prompt_usd_per_million     IS 'US dollars for a million tokens read.';
COMMENT ON COLUMN build_orchestrator.model_prices.completion_usd_per_million IS 'US dollars for a million tokens written.';

ALTER TABLE build_orchestrator.conversation_messages
    ADD COLUMN cost_usd numeric(10,6),
    ADD CONSTRAINT ck_conversation_messages_cost_usd CHECK (cost_usd >= 0);
COMMENT ON COLUMN build_orchestrator.conversation_messages.cost_usd IS 'What the model cost, by the price of that time; null where none is known.';

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
            total_tokens_used = greatest(conversation.total_tokens_used - coalesce(OLD.total_tokens, 0), 0),
            total_cost_usd    = greatest(conversation.total_cost_usd - coalesce(OLD.cost_usd, 0), 0)
        WHERE conversation.id = OLD.conversation_id;
        RETURN NULL;
    END IF;

    UPDATE build_orchestrator.conversations AS conversation
    SET total_messages    = coalesce(conversation.total_messages, 0) + 1,
        total_tokens_used = coalesce(conversation.total_tokens_used, 0) + coalesce(NEW.total_tokens, 0),
        total_cost_usd    = coalesce(conversation.total_cost_usd, 0) + coalesce(NEW.cost_usd, 0),
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
    IS 'Trigger: counts a message, its tokens and its cost, up or down. Refuses a message to a conversation that is not active.';

CREATE FUNCTION build_orchestrator.append_conversation_message(
    p_conversation_id     uuid,
    p_role                varchar(20),
    p_content             text,
    p_content_type        varchar(50)   DEFAULT 'text/plain',
    p_function_name       varchar(100)  DEFAULT NULL,
    p_function_arguments  jsonb         DEFAULT NULL,
    p_function_response   jsonb         DEFAULT NULL,
    p_prompt_tokens       integer       DEFAULT NULL,
    p_completion_tokens   integer       DEFAULT NULL,
    p_model_used          varchar(100)  DEFAULT NULL,
    p_temperature         numeric       DEFAULT NULL,
    p_finish_reason       varchar(50)   DEFAULT NULL,
    p_processing_time_ms  integer       DEFAULT NULL
)
    RETURNS TABLE (message_id bigint, sequence_number integer, total_tokens integer, cost_usd numeric, created_at timestamptz)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_model     varchar(100);
    v_provider  varchar(50);
    v_cost      numeric(10,6);
BEGIN
    -- Whoever else writes to this conversation waits here, so a number is given once, and in order.
    SELECT coalesce(p_model_used, conversation.ai_model), conversation.ai_provider
    INTO v_model, v_provider
    FROM build_orchestrator.conversations AS conversation
    WHERE conversation.id = p_conversation_id AND conversation.status = 'active'
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        IF EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = p_conversation_id) THEN
            RAISE EXCEPTION 'Conversation % is finished and takes no more messages.', p_conversation_id
                USING ERRCODE = 'LB002', HINT = 'Start a new conversation, or set this one active again.';
        END IF;
        RAISE EXCEPTION 'Conversation % does not exist.', p_conversation_id
            USING ERRCODE = 'LB009', HINT = 'Start the conversation first.';
    END IF;

    SELECT (coalesce(p_prompt_tokens, 0) * price.prompt_usd_per_million
        + coalesce(p_completion_tokens, 0) * price.completion_usd_per_million) / 1000000
    INTO v_cost
    FROM build_orchestrator.model_prices AS price
    WHERE price.ai_provider = v_provider AND price.ai_model = v_model AND price.valid_from <= clock_timestamp()
        AND (p_prompt_tokens IS NOT NULL OR p_completion_tokens IS NOT NULL)
    ORDER BY price.valid_from DESC
    LIMIT 1;

    RETURN QUERY
    INSERT INTO build_orchestrator.conversation_messages AS message (
        conversation_id, role, content, content_type, sequence_number, function_name, function_arguments,
        function_response, prompt_tokens, completion_tokens, total_tokens, model_used, temperature, finish_reason,
        created_at, processing_time_ms, cost_usd
    )
    SELECT p_conversation_id, p_role, p_content, p_content_type,
        coalesce((
            SELECT max(earlier.sequence_number)
            FROM build_orchestrator.conversation_messages AS earlier
            WHERE earlier.conversation_id = p_conversation_id
        ), 0) + 1,
        p_function_name, p_function_arguments, p_function_response, p_prompt_tokens, p_completion_tokens,
        -- Null when neither is known.
        CASE WHEN p_prompt_tokens IS NOT NULL OR p_completion_tokens IS NOT NULL
            THEN coalesce(p_prompt_tokens, 0) + coalesce(p_completion_tokens, 0)
        END,
        p_model_used, p_temperature, p_finish_reason, clock_timestamp(), p_processing_time_ms, v_cost
    RETURNING message.id, message.sequence_number, message.total_tokens, message.cost_usd, message.created_at;
END
$$;

COMMENT ON FUNCTION build_orchestrator.append_conversation_message(uuid, varchar, text, varchar, varchar, jsonb, jsonb, integer, integer, varchar, numeric, varchar, integer)
    IS 'Adds a message at the end of an active conversation and reckons its cost. Writers to one conversation wait for each other; others do not.';

CREATE FUNCTION build_orchestrator.queue_manifest_build(
    p_manifest_id    uuid,
    p_manifest_path  text,
    p_priority       integer      DEFAULT 5,
    p_architecture   varchar(20)  DEFAULT 'amd64',
    p_cache_first    boolean      DEFAULT true
)
    RETURNS TABLE (outcome varchar, build_id uuid, build_cache_id uuid)
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
DECLARE
    v_manifest  record;
    v_request   record;
BEGIN
    SELECT manifest.customer_id, manifest.manifest_json, manifest.manifest_hash, manifest.deployment_status
    INTO v_manifest
    FROM build_orchestrator.build_manifests AS manifest
    WHERE manifest.id = p_manifest_id AND manifest.deleted_at IS NULL
    FOR NO KEY UPDATE;
    IF NOT FOUND OR v_manifest.deployment_status NOT IN ('approved', 'failed') OR v_manifest.customer_id IS NULL THEN
        RAISE EXCEPTION 'Manifest % cannot be built: it is %.', p_manifest_id,
                CASE WHEN v_manifest.customer_id IS NULL AND v_manifest.deployment_status IS NOT NULL
                    THEN 'nobody''s' ELSE coalesce(v_manifest.deployment_status, 'not there') END
            USING ERRCODE = 'LB010', HINT = 'Validate and approve it first, for a customer.';
    END IF;

    SELECT request.outcome, request.build_id, request.build_cache_id
    INTO v_request
    FROM build_orchestrator.request_build(
        NULL, v_manifest.customer_id, p_manifest_path, v_manifest.manifest_json, v_manifest.manifest_hash, p_priority,
        p_architecture, p_deduplicate => true, p_cache_first => p_cache_first
    ) AS request;

    UPDATE build_orchestrator.build_manifests AS manifest
    SET deployment_status = CASE v_request.outcome WHEN 'cached' THEN 'deployed' ELSE 'building' END,
        deployed_at       = CASE v_request.outcome WHEN 'cached' THEN clock_timestamp() END,
        deployment_id     = v_request.build_id,
        build_cache_id    = v_request.build_cache_id
    WHERE manifest.id = p_manifest_id;
    RETURN QUERY SELECT v_request.outcome, v_request.build_id, v_request.build_cache_id;
END
$$;

COMMENT ON FUNCTION build_orchestrator.queue_manifest_build(uuid, text, integer, varchar, boolean)
    IS 'Queues the build of an approved manifest, or finds its image in the cache; the manifest is building or deployed then. Refuses (LB010) one that is not approved.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.append_conversation_message(uuid, varchar, text, varchar, varchar, jsonb, jsonb, integer, integer, varchar, numeric, varchar, integer),
    build_orchestrator.queue_manifest_build(uuid, text, integer, varchar, boolean)
FROM PUBLIC;
