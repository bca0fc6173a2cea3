--! requires: 1695473500000_content_policies
--
-- A free address for a course: the one its title suggests or, where that is taken, the
-- same with the next number.

-- As the owner, since a course that the caller may not see has its address too. Two
-- callers for one address take turns until their transactions end.
CREATE FUNCTION containers_lab.free_course_slug(p_slug text, p_course_id integer DEFAULT NULL)
    RETURNS text
    LANGUAGE plpgsql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_slug   text := p_slug;
    v_number integer := 1;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('course slug ' || p_slug, 0));
    WHILE EXISTS (
        SELECT FROM containers_lab.courses AS course WHERE course.slug = v_slug AND course.id IS DISTINCT FROM p_course_id
    ) LOOP
        v_number := v_number + 1;
        v_slug := p_slug || '-' || v_number;
    END LOOP;
    RETURN v_slug;
END;
$$;

COMMENT ON FUNCTION containers_lab.free_course_slug(text, integer)
    IS 'The slug itself, or with the first number that makes it unique; a course''s own counts as free to it.';

REVOKE EXECUTE ON FUNCTION containers_lab.free_course_slug(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION containers_lab.free_course_slug(text, integer) TO app_role;
