--! requires: 012_queue_settings
--
-- Where the ready builds begin, noted while a long transaction is open.
--
-- An open snapshot keeps vacuum from removing the index entries of builds that were taken
-- since. They all stand where a claim begins to look, so that each claim would walk over
-- all of them. A claim that had to walk far leaves a note from where the next ones may
-- look; the newest note is found at the end of its index, which is live, so reading it
-- stays as fast as it is. Notes only hint: each is good for a second, then one claim looks
-- from the front again and finds what has become ready behind the bound.

CREATE TABLE build_orchestrator.build_claim_bounds (
    id           bigint         NOT NULL GENERATED ALWAYS AS IDENTITY,
    claim_order  varchar(20)    NOT NULL,
    rescan_at    timestamptz    NOT NULL,
    valid_until  timestamptz    NOT NULL,
    turns        bigint[]       NOT NULL,
    times        timestamptz[]  NOT NULL,

    CONSTRAINT pk_build_claim_bounds PRIMARY KEY (id),
    CONSTRAINT ck_build_claim_bounds_levels CHECK (cardinality(turns) = 10 AND cardinality(times) = 10)
);

COMMENT ON TABLE  build_orchestrator.build_claim_bounds             IS 'From where claims look for ready builds while the dead entries before them cannot be removed; usually empty.';
COMMENT ON COLUMN build_orchestrator.build_claim_bounds.id          IS 'Rises with every row; the newest of an order counts.';
COMMENT ON COLUMN build_orchestrator.build_claim_bounds.claim_order IS 'fair or oldest, and the architecture if only one is wanted: fair/arm64.';
COMMENT ON COLUMN build_orchestrator.build_claim_bounds.rescan_at   IS 'From then on, a claim that finds too little looks from the front again.';
COMMENT ON COLUMN build_orchestrator.build_claim_bounds.valid_until IS 'From then on, any claim does.';
COMMENT ON COLUMN build_orchestrator.build_claim_bounds.turns       IS 'The bound of each priority, 1 to 10.';
COMMENT ON COLUMN build_orchestrator.build_claim_bounds.times       IS 'And among equal turns, or oldest first: the queued_at.';

CREATE INDEX idx_build_claim_bounds_newest ON build_orchestrator.build_claim_bounds (claim_order, id DESC);

CREATE FUNCTION build_orchestrator.serving_turn(p_priority integer)
    RETURNS bigint
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = build_orchestrator, pg_temp
    SET jit = off
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_sort = off
AS $$
DECLARE
    v_from  bigint;
    v_turn  bigint;
BEGIN
    SELECT CASE WHEN bound.valid_until > clock_timestamp() THEN bound.turns[p_priority] END
    INTO v_from
    FROM build_orchestrator.build_claim_bounds AS bound
    ORDER BY bound.id DESC
    LIMIT 1;

    SELECT head.turn
    INTO v_turn
    FROM build_orchestrator.build_queue AS head
    WHERE head.priority = p_priority
        AND head.status = 'queued' AND head.not_before IS NULL AND NOT head.parked
        AND head.turn >= coalesce(v_from, 0)
    ORDER BY head.turn
    LIMIT 1;
    -- Where none is: behind every turn there has been, as microseconds pass faster than builds are queued.
    RETURN coalesce(v_turn, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint);
END
$$;

COMMENT ON FUNCTION build_orchestrator.serving_turn(integer)
    IS 'The turn that is being served among ready builds of a priority; where none is ready, one behind all that were.';

REVOKE EXECUTE ON FUNCTION build_orchestrator.serving_turn(integer) FROM PUBLIC;
