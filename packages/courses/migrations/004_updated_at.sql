--! requires: 003_courses
--
-- Keeps updated_at true, whoever writes.

CREATE FUNCTION course_catalog.touch_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = course_catalog, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION course_catalog.touch_updated_at() IS 'Sets updated_at to the time of the transaction.';

-- Triggers fire without this right; nobody has a reason to call it.
REVOKE ALL ON FUNCTION course_catalog.touch_updated_at() FROM PUBLIC;

-- Numbered late: triggers fire in name order, and a refusal should come first.
CREATE TRIGGER trg_organizations_90_updated_at
    BEFORE UPDATE ON course_catalog.organizations
    FOR EACH ROW
    EXECUTE FUNCTION course_catalog.touch_updated_at();

COMMENT ON TRIGGER trg_organizations_90_updated_at ON course_catalog.organizations IS 'Keeps updated_at true.';

CREATE TRIGGER trg_courses_90_updated_at
    BEFORE UPDATE ON course_catalog.courses
    FOR EACH ROW
    EXECUTE FUNCTION course_catalog.touch_updated_at();

COMMENT ON TRIGGER trg_courses_90_updated_at ON course_catalog.courses IS 'Keeps updated_at true.';
