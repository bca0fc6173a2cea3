--! requires: 016_build_dependencies
--
-- A switch that stops handing out builds; those being built go on.

CREATE TABLE build_orchestrator.build_queue_pauses (
    singleton  boolean       NOT NULL DEFAULT true,
    paused_at  timestamptz   NOT NULL DEFAULT clock_timestamp(),
    paused_by  varchar(100),
    reason     text,

    CONSTRAINT pk_build_queue_pauses PRIMARY KEY (singleton),
    CONSTRAINT ck_build_queue_pauses_singleton CHECK (singleton)
);

COMMENT ON TABLE  build_orchestrator.build_queue_pauses           IS 'Holds one row while no build is to be handed out, otherwise none.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.singleton IS 'Always true: there is one row at most.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.paused_at IS 'Since when.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.paused_by IS 'Who stopped it.';
COMMENT ON COLUMN build_orchestrator.build_queue_pauses.reason    IS 'Why.';

CREATE FUNCTION build_orchestrator.pause_queue(p_paused_by varchar(100) DEFAULT NULL, p_reason text DEFAULT NULL)
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    INSERT INTO build_orchestrator.build_queue_pauses (paused_by, reason)
    VALUES (p_paused_by, p_reason)
    ON CONFLICT ON CONSTRAINT pk_build_queue_pauses DO NOTHING;
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.pause_queue(varchar, text)
    IS 'Stops handing out builds; those being built go on. False when it was stopped already.';

CREATE FUNCTION build_orchestrator.resume_queue()
    RETURNS boolean
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = build_orchestrator, pg_temp
AS $$
BEGIN
    DELETE FROM build_orchestrator.build_queue_pauses;
    RETURN FOUND;
END
$$;

COMMENT ON FUNCTION build_orchestrator.resume_queue() IS 'Hands out builds again. False when it was not stopped.';

REVOKE EXECUTE ON FUNCTION
    build_orchestrator.pause_queue(varchar, text),
    build_orchestrator.resume_queue()
FROM PUBLIC;
