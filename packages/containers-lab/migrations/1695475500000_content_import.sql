--! requires: 1695473200000_import_job_functions
--! requires: 1695475400000_course_slugs
--
-- Rows of a spreadsheet into courses, modules and tasks.
--
-- What is there already is found again by its title and left alone, so that an attempt
-- after a crash doubles nothing. New content belongs to whoever uploaded the file, and
-- only what they may change is added to.

CREATE FUNCTION containers_lab.import_content(p_id integer, p_fence bigint, p_rows jsonb)
    RETURNS TABLE (imported integer, failed integer)
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
DECLARE
    v_before   text := coalesce(current_setting('app.current_user_id', true), '');
    v_uploader integer;
    v_failed   jsonb;
    v_rows     jsonb;
BEGIN
    SELECT job.uploaded_by INTO v_uploader
    FROM containers_lab.import_jobs AS job
    WHERE job.id = p_id AND job.fence = p_fence AND job.status = 'processing'
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    -- The audit trail names who uploaded the file, not the worker.
    PERFORM set_config('app.current_user_id', coalesce(v_uploader::text, ''), true);
    -- Titles are no keys: two imports that create the same thing take turns.
    PERFORM pg_advisory_xact_lock(hashtextextended('content import', 0));

    SELECT
        coalesce(jsonb_agg(checked.entry || jsonb_build_object('error', checked.error)) FILTER (WHERE checked.error IS NOT NULL), '[]'),
        coalesce(jsonb_agg(checked.entry) FILTER (WHERE checked.error IS NULL), '[]')
    INTO v_failed, v_rows
    FROM (
        SELECT
            entry,
            CASE
                WHEN coalesce(btrim(entry ->> 'courseTitle'), '') = '' THEN 'The course has no title.'
                WHEN entry ->> 'moduleContent' IS NOT NULL AND coalesce(btrim(entry ->> 'moduleTitle'), '') = ''
                    THEN 'The module has a text and no title.'
                WHEN entry ->> 'taskDescription' IS NOT NULL AND coalesce(btrim(entry ->> 'taskTitle'), '') = ''
                    THEN 'The task has a description and no title.'
                WHEN course.id IS NOT NULL
                    AND course.created_by IS DISTINCT FROM v_uploader
                    AND NOT containers_lab.has_permission(v_uploader, 'courses:manage')
                    THEN format('Course %s is another''s.', entry ->> 'courseTitle')
            END AS error
        FROM jsonb_array_elements(p_rows) AS entry
        LEFT JOIN containers_lab.courses AS course ON course.slug = entry ->> 'courseSlug'
    ) AS checked;

    INSERT INTO containers_lab.courses (title, slug, description, created_by)
    SELECT DISTINCT ON (entry ->> 'courseSlug')
        btrim(entry ->> 'courseTitle'), entry ->> 'courseSlug', entry ->> 'courseDescription', v_uploader
    FROM jsonb_array_elements(v_rows) AS entry
    ORDER BY entry ->> 'courseSlug', (entry ->> 'courseDescription') IS NULL, (entry ->> 'rowNumber')::integer
    ON CONFLICT (slug) DO NOTHING;

    INSERT INTO containers_lab.modules (course_id, title, content, position)
    SELECT
        listed.course_id, listed.title, listed.content,
        coalesce((SELECT max(part.position) + 1 FROM containers_lab.modules AS part WHERE part.course_id = listed.course_id), 0)
            + row_number() OVER (PARTITION BY listed.course_id ORDER BY listed.place) - 1
    FROM (
        SELECT
            course.id AS course_id, btrim(entry ->> 'moduleTitle') AS title, max(entry ->> 'moduleContent') AS content,
            min((entry ->> 'rowNumber')::integer) AS place
        FROM jsonb_array_elements(v_rows) AS entry
        JOIN containers_lab.courses AS course ON course.slug = entry ->> 'courseSlug'
        WHERE btrim(entry ->> 'moduleTitle') <> ''
        GROUP BY course.id, btrim(entry ->> 'moduleTitle')
    ) AS listed
    WHERE NOT EXISTS (
        SELECT FROM containers_lab.modules AS part WHERE part.course_id = listed.course_id AND part.title = listed.title
    )
    ORDER BY listed.place;

    INSERT INTO containers_lab.tasks (title, description, created_by, related_course_id, module_id)
    SELECT listed.title, listed.description, v_uploader, listed.course_id, listed.module_id
    FROM (
        SELECT
            course.id AS course_id, part.id AS module_id, btrim(entry ->> 'taskTitle') AS title,
            max(entry ->> 'taskDescription') AS description, min((entry ->> 'rowNumber')::integer) AS place
        FROM jsonb_array_elements(v_rows) AS entry
        JOIN containers_lab.courses AS course ON course.slug = entry ->> 'courseSlug'
        LEFT JOIN LATERAL (
            SELECT min(named.id) AS id
            FROM containers_lab.modules AS named
            WHERE named.course_id = course.id AND named.title = btrim(entry ->> 'moduleTitle')
        ) AS part ON true
        WHERE btrim(entry ->> 'taskTitle') <> ''
        GROUP BY course.id, part.id, btrim(entry ->> 'taskTitle')
    ) AS listed
    WHERE NOT EXISTS (
        SELECT
        FROM containers_lab.tasks AS present
        WHERE present.related_course_id = listed.course_id
            AND present.module_id IS NOT DISTINCT FROM listed.module_id
            AND present.title = listed.title
    )
    ORDER BY listed.place;

    INSERT INTO containers_lab.import_errors (import_job_id, row_number, error_message, payload)
    SELECT p_id, (entry ->> 'rowNumber')::integer, entry ->> 'error', entry - ARRAY['error', 'courseSlug', 'rowNumber']
    FROM jsonb_array_elements(v_failed) AS entry;

    imported := jsonb_array_length(v_rows);
    failed := jsonb_array_length(v_failed);
    UPDATE containers_lab.import_jobs AS job
    SET rows_imported = job.rows_imported + imported,
        rows_failed   = job.rows_failed + failed
    WHERE job.id = p_id;
    PERFORM set_config('app.current_user_id', v_before, true);
    RETURN NEXT;
END;
$$;

COMMENT ON FUNCTION containers_lab.import_content(integer, bigint, jsonb)
    IS 'Imports rows for the worker that holds the job and records those it cannot; no row when the worker has lost it.';

-- A worker that stops hands back what it holds; the attempt does not count.
CREATE FUNCTION containers_lab.release_import_jobs(p_ids integer[], p_fences bigint[])
    RETURNS SETOF integer
    LANGUAGE sql
    VOLATILE
    SECURITY DEFINER
    SET search_path = containers_lab, pg_temp
AS $$
    UPDATE containers_lab.import_jobs AS job
    SET status      = 'pending',
        attempts    = job.attempts - 1,
        claimed_by  = NULL,
        lease_until = NULL
    FROM unnest(p_ids, p_fences) AS held (id, fence)
    WHERE job.id = held.id AND job.fence = held.fence AND job.status = 'processing'
    RETURNING job.id;
$$;

COMMENT ON FUNCTION containers_lab.release_import_jobs(integer[], bigint[])
    IS 'Hands imports back at once, for another worker; gives the ids of those that were still held.';

REVOKE EXECUTE ON FUNCTION
    containers_lab.import_content(integer, bigint, jsonb),
    containers_lab.release_import_jobs(integer[], bigint[])
FROM PUBLIC;

GRANT EXECUTE ON FUNCTION
    containers_lab.import_content(integer, bigint, jsonb),
    containers_lab.release_import_jobs(integer[], bigint[])
TO app_role;
