--! requires: 015_routing_rules
--! requires: 016_reservation_status
--
-- Taking a short name: only when it is free, one's own, or its time is over.

CREATE FUNCTION gpu_dev.claim_domain_name(
    p_domain_name     text,
    p_reservation_id  text,
    p_node_ip         text,
    p_node_port       integer,
    p_expires_at      timestamptz
)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_status  text;
BEGIN
    SELECT asking.status INTO v_status
    FROM gpu_dev.reservations AS asking
    WHERE asking.reservation_id = p_reservation_id
    FOR SHARE;
    IF NOT FOUND OR gpu_dev.is_final_status(v_status) THEN
        RETURN CASE WHEN v_status IS NULL THEN 'unknown_reservation' ELSE 'reservation_ended' END;
    END IF;
    INSERT INTO gpu_dev.domain_mappings AS mapping (domain_name, node_ip, node_port, reservation_id, expires_at)
    VALUES (lower(p_domain_name), p_node_ip, p_node_port, p_reservation_id, p_expires_at)
    ON CONFLICT ON CONSTRAINT domain_mappings_pkey DO UPDATE
    SET node_ip        = EXCLUDED.node_ip,
        node_port      = EXCLUDED.node_port,
        reservation_id = EXCLUDED.reservation_id,
        expires_at     = EXCLUDED.expires_at
    WHERE mapping.reservation_id = EXCLUDED.reservation_id OR mapping.expires_at <= clock_timestamp();
    RETURN CASE WHEN FOUND THEN 'claimed' ELSE 'taken' END;
END;
$$;

COMMENT ON FUNCTION gpu_dev.claim_domain_name(text, text, text, integer, timestamptz)
    IS 'Takes a short name, in any case, for an open reservation, or changes one''s own: claimed, taken, unknown_reservation or reservation_ended.';

CREATE FUNCTION gpu_dev.claim_target_group(
    p_reservation_id            text,
    p_domain_name               text,
    p_jupyter_target_group_arn  text,
    p_jupyter_rule_arn          text,
    p_expires_at                timestamptz
)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
DECLARE
    v_status  text;
BEGIN
    SELECT asking.status INTO v_status
    FROM gpu_dev.reservations AS asking
    WHERE asking.reservation_id = p_reservation_id
    FOR SHARE;
    IF NOT FOUND OR gpu_dev.is_final_status(v_status) THEN
        RETURN CASE WHEN v_status IS NULL THEN 'unknown_reservation' ELSE 'reservation_ended' END;
    END IF;
    DELETE FROM gpu_dev.alb_target_groups AS target
    WHERE target.domain_name = lower(p_domain_name) AND target.reservation_id <> p_reservation_id
        AND target.expires_at <= clock_timestamp();
    INSERT INTO gpu_dev.alb_target_groups
        (reservation_id, domain_name, jupyter_target_group_arn, jupyter_rule_arn, expires_at)
    VALUES (p_reservation_id, lower(p_domain_name), p_jupyter_target_group_arn, p_jupyter_rule_arn, p_expires_at)
    ON CONFLICT ON CONSTRAINT alb_target_groups_pkey DO UPDATE
    SET domain_name              = EXCLUDED.domain_name,
        jupyter_target_group_arn = EXCLUDED.jupyter_target_group_arn,
        jupyter_rule_arn         = EXCLUDED.jupyter_rule_arn,
        expires_at               = EXCLUDED.expires_at;
    RETURN 'claimed';
EXCEPTION
    WHEN unique_violation THEN
        RETURN 'taken';
END;
$$;

COMMENT ON FUNCTION gpu_dev.claim_target_group(text, text, text, text, timestamptz)
    IS 'Records the target group of an open reservation under a name that no other one serves: claimed, taken, unknown_reservation or reservation_ended.';

REVOKE ALL ON FUNCTION gpu_dev.claim_domain_name(text, text, text, integer, timestamptz)  FROM PUBLIC;
REVOKE ALL ON FUNCTION gpu_dev.claim_target_group(text, text, text, text, timestamptz)    FROM PUBLIC;
