--! requires: 008_recording_stamps
--
-- Masks named keys in stored payloads.

CREATE OR REPLACE FUNCTION audit_jobs.mask_keys(p_value jsonb, p_keys text[])
    RETURNS jsonb
    LANGUAGE plpgsql
    IMMUTABLE
    STRICT
    PARALLEL SAFE
    SET search_path = audit_jobs, pg_temp
AS $$
BEGIN
    -- A literal, so that every depth masks alike; keys are compared without case.
    CASE jsonb_typeof(p_value)
        WHEN 'object' THEN
            RETURN (
                SELECT coalesce(
                    jsonb_object_agg(
                        field.key,
                        CASE
                            WHEN lower(field.key) = ANY (p_keys) THEN '"[redacted]"'::jsonb
                            WHEN jsonb_typeof(field.value) IN ('object', 'array')
                                THEN audit_jobs.mask_keys(field.value, p_keys)
                            ELSE field.value
                        END
                    ),
                    '{}'::jsonb
                )
                FROM jsonb_each(p_value) AS field
            );
        WHEN 'array' THEN
            RETURN (
                SELECT coalesce(
                    jsonb_agg(audit_jobs.mask_keys(item.value, p_keys) ORDER BY item.place),
                    '[]'::jsonb
                )
                FROM jsonb_array_elements(p_value) WITH ORDINALITY AS item (value, place)
            );
        ELSE
            RETURN p_value;
    END CASE;
END;
$$;

COMMENT ON FUNCTION audit_jobs.mask_keys(jsonb, text[])
    IS 'The value with [redacted] under each of the keys, at any depth; the keys in lower case.';

REVOKE EXECUTE ON FUNCTION audit_jobs.mask_keys(jsonb, text[]) FROM PUBLIC;
