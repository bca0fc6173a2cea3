--! requires: 1695473400000_permissions
--
-- Who sees and changes courses, and the work that goes with them.
--
-- A person sees what they wrote, what is public, and what was given to them or to a
-- team of theirs; a manager sees everything. Without an actor there is nothing to see,
-- what is public included.

-- Serves the range that the policy of assignments asks for.
CREATE INDEX idx_assignments_visible_owner ON containers_lab.assignments (coalesce(assigned_to_user_id, 0));

ALTER TABLE containers_lab.courses ENABLE ROW LEVEL SECURITY;

CREATE POLICY courses_select ON containers_lab.courses
    FOR SELECT
    TO app_role, readonly_role
    USING (
        (SELECT containers_lab.current_actor()) IS NOT NULL
        AND (
            visibility = 'public'
            OR created_by = (SELECT containers_lab.current_actor())
            OR id = ANY ((SELECT containers_lab.actor_course_ids())::integer[])
            OR (SELECT containers_lab.actor_may('courses:manage'))
        )
    );

CREATE POLICY courses_insert ON containers_lab.courses
    FOR INSERT
    TO app_role
    WITH CHECK (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

CREATE POLICY courses_update ON containers_lab.courses
    FOR UPDATE
    TO app_role
    USING (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    )
    WITH CHECK (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

CREATE POLICY courses_delete ON containers_lab.courses
    FOR DELETE
    TO app_role
    USING (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.courses TO app_role;
GRANT SELECT ON containers_lab.courses TO readonly_role;

ALTER TABLE containers_lab.modules ENABLE ROW LEVEL SECURITY;

CREATE POLICY modules_select ON containers_lab.modules
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = course_id)
    );

CREATE POLICY modules_insert ON containers_lab.modules
    FOR INSERT
    TO app_role
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = course_id AND (course.created_by = (SELECT containers_lab.current_actor()) OR (SELECT containers_lab.actor_may('courses:manage'))))
    );

CREATE POLICY modules_update ON containers_lab.modules
    FOR UPDATE
    TO app_role
    USING (
        EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = course_id AND (course.created_by = (SELECT containers_lab.current_actor()) OR (SELECT containers_lab.actor_may('courses:manage'))))
    )
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = course_id AND (course.created_by = (SELECT containers_lab.current_actor()) OR (SELECT containers_lab.actor_may('courses:manage'))))
    );

CREATE POLICY modules_delete ON containers_lab.modules
    FOR DELETE
    TO app_role
    USING (
        EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = course_id AND (course.created_by = (SELECT containers_lab.current_actor()) OR (SELECT containers_lab.actor_may('courses:manage'))))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.modules TO app_role;
GRANT SELECT ON containers_lab.modules TO readonly_role;

ALTER TABLE containers_lab.tasks ENABLE ROW LEVEL SECURITY;

CREATE POLICY tasks_select ON containers_lab.tasks
    FOR SELECT
    TO app_role, readonly_role
    USING (
        created_by = (SELECT containers_lab.current_actor())
        OR id = ANY ((SELECT containers_lab.actor_task_ids())::integer[])
        OR EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = related_course_id)
        OR (SELECT containers_lab.actor_may('courses:manage'))
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

CREATE POLICY tasks_insert ON containers_lab.tasks
    FOR INSERT
    TO app_role
    WITH CHECK (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

CREATE POLICY tasks_update ON containers_lab.tasks
    FOR UPDATE
    TO app_role
    USING (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    )
    WITH CHECK (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

CREATE POLICY tasks_delete ON containers_lab.tasks
    FOR DELETE
    TO app_role
    USING (
        created_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.tasks TO app_role;
GRANT SELECT ON containers_lab.tasks TO readonly_role;

ALTER TABLE containers_lab.assignments ENABLE ROW LEVEL SECURITY;

CREATE POLICY assignments_select ON containers_lab.assignments
    FOR SELECT
    TO app_role, readonly_role
    USING (
        coalesce(assigned_to_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('assignments:manage')) AND (SELECT containers_lab.last_visible_owner('assignments:manage'))
        OR assigned_by = (SELECT containers_lab.current_actor())
        OR assigned_group_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
    );

CREATE POLICY assignments_insert ON containers_lab.assignments
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('assignments:manage'))
        OR (assigned_by = (SELECT containers_lab.current_actor()) AND EXISTS (SELECT FROM containers_lab.tasks AS task WHERE task.id = task_id AND task.created_by = (SELECT containers_lab.current_actor())))
        OR (
            -- Whoever sees a task may take it up.
            assigned_to_user_id = (SELECT containers_lab.current_actor())
            AND assigned_group_id IS NULL
            AND EXISTS (SELECT FROM containers_lab.tasks AS task WHERE task.id = task_id)
        )
    );

CREATE POLICY assignments_update ON containers_lab.assignments
    FOR UPDATE
    TO app_role
    USING (
        coalesce(assigned_to_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('assignments:manage')) AND (SELECT containers_lab.last_visible_owner('assignments:manage'))
        OR assigned_by = (SELECT containers_lab.current_actor())
        OR assigned_group_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
    )
    WITH CHECK (
        coalesce(assigned_to_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('assignments:manage')) AND (SELECT containers_lab.last_visible_owner('assignments:manage'))
        OR assigned_by = (SELECT containers_lab.current_actor())
        OR assigned_group_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
    );

CREATE POLICY assignments_delete ON containers_lab.assignments
    FOR DELETE
    TO app_role
    USING (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

GRANT SELECT, INSERT, DELETE ON containers_lab.assignments TO app_role;
GRANT UPDATE (
    assigned_to_user_id, assigned_group_id, status, assignment_status_id, due_date, metadata, completed_at, notes
) ON containers_lab.assignments TO app_role;
GRANT SELECT ON containers_lab.assignments TO readonly_role;

ALTER TABLE containers_lab.assignment_history ENABLE ROW LEVEL SECURITY;

CREATE POLICY assignment_history_select ON containers_lab.assignment_history
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.assignments AS assignment WHERE assignment.id = assignment_id)
    );

GRANT SELECT ON containers_lab.assignment_history TO app_role;
GRANT SELECT ON containers_lab.assignment_history TO readonly_role;

ALTER TABLE containers_lab.course_assignments ENABLE ROW LEVEL SECURITY;

CREATE POLICY course_assignments_select ON containers_lab.course_assignments
    FOR SELECT
    TO app_role, readonly_role
    USING (
        assigned_to_user_id = (SELECT containers_lab.current_actor())
        OR assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

CREATE POLICY course_assignments_insert ON containers_lab.course_assignments
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('assignments:manage'))
        OR (assigned_by = (SELECT containers_lab.current_actor()) AND EXISTS (SELECT FROM containers_lab.courses AS course WHERE course.id = course_id AND (course.created_by = (SELECT containers_lab.current_actor()) OR (SELECT containers_lab.actor_may('courses:manage')))))
    );

CREATE POLICY course_assignments_update ON containers_lab.course_assignments
    FOR UPDATE
    TO app_role
    USING (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    )
    WITH CHECK (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

CREATE POLICY course_assignments_delete ON containers_lab.course_assignments
    FOR DELETE
    TO app_role
    USING (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.course_assignments TO app_role;
GRANT SELECT ON containers_lab.course_assignments TO readonly_role;

ALTER TABLE containers_lab.module_assignments ENABLE ROW LEVEL SECURITY;

CREATE POLICY module_assignments_select ON containers_lab.module_assignments
    FOR SELECT
    TO app_role, readonly_role
    USING (
        assigned_to_user_id = (SELECT containers_lab.current_actor())
        OR assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

CREATE POLICY module_assignments_insert ON containers_lab.module_assignments
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('assignments:manage'))
        OR (
            assigned_by = (SELECT containers_lab.current_actor())
            AND EXISTS (
                SELECT
                FROM containers_lab.modules AS module
                JOIN containers_lab.courses AS course ON course.id = module.course_id
                WHERE module.id = module_id AND course.created_by = (SELECT containers_lab.current_actor())
            )
        )
    );

CREATE POLICY module_assignments_update ON containers_lab.module_assignments
    FOR UPDATE
    TO app_role
    USING (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    )
    WITH CHECK (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

CREATE POLICY module_assignments_delete ON containers_lab.module_assignments
    FOR DELETE
    TO app_role
    USING (
        assigned_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('assignments:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.module_assignments TO app_role;
GRANT SELECT ON containers_lab.module_assignments TO readonly_role;

ALTER TABLE containers_lab.import_jobs ENABLE ROW LEVEL SECURITY;

CREATE POLICY import_jobs_select ON containers_lab.import_jobs
    FOR SELECT
    TO app_role, readonly_role
    USING (
        uploaded_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

CREATE POLICY import_jobs_insert ON containers_lab.import_jobs
    FOR INSERT
    TO app_role
    WITH CHECK (
        uploaded_by = (SELECT containers_lab.current_actor())
    );

CREATE POLICY import_jobs_delete ON containers_lab.import_jobs
    FOR DELETE
    TO app_role
    USING (
        uploaded_by = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('courses:manage'))
    );

GRANT SELECT, DELETE ON containers_lab.import_jobs TO app_role;
GRANT INSERT (uploaded_by, file_name, storage_path, file_size_bytes) ON containers_lab.import_jobs TO app_role;
GRANT SELECT ON containers_lab.import_jobs TO readonly_role;

ALTER TABLE containers_lab.import_errors ENABLE ROW LEVEL SECURITY;

CREATE POLICY import_errors_select ON containers_lab.import_errors
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.import_jobs AS job WHERE job.id = import_job_id)
    );

GRANT SELECT ON containers_lab.import_errors TO app_role;
GRANT SELECT ON containers_lab.import_errors TO readonly_role;
