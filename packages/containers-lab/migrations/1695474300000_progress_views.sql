--! requires: 1695473700000_personal_policies
--
-- How far a person has come: by task, by course and by module.
--
-- A condition on user_id reaches the tables below, so that the progress of one person
-- reads that person's rows alone.

-- Given to the person comes before given to a team of theirs, and an assignment of
-- either kind before a course or module that brings the task along.
CREATE VIEW containers_lab.user_tasks
    WITH (security_invoker = true)
AS
SELECT
    given.user_id, given.task_id, task.title, task.related_course_id AS course_id, task.module_id,
    given.assignment_id, given.own, assignment.status, assignment.due_date, assignment.completed_at, assignment.notes
FROM (
    SELECT DISTINCT ON (source.user_id, source.task_id)
        source.user_id, source.task_id, source.assignment_id, source.rank = 1 AS own
    FROM (
        SELECT assignment.assigned_to_user_id AS user_id, assignment.task_id, assignment.id AS assignment_id, 1 AS rank
        FROM containers_lab.assignments AS assignment
        WHERE assignment.assigned_to_user_id IS NOT NULL
        UNION ALL
        SELECT member.user_id, assignment.task_id, assignment.id, 2
        FROM containers_lab.user_teams AS member
        JOIN containers_lab.assignments AS assignment ON assignment.assigned_group_id = member.team_id
        UNION ALL
        SELECT course_assignment.assigned_to_user_id, task.id, NULL, 3
        FROM containers_lab.course_assignments AS course_assignment
        JOIN containers_lab.tasks AS task ON task.related_course_id = course_assignment.course_id
        UNION ALL
        SELECT module_assignment.assigned_to_user_id, task.id, NULL, 3
        FROM containers_lab.module_assignments AS module_assignment
        JOIN containers_lab.tasks AS task ON task.module_id = module_assignment.module_id
    ) AS source (user_id, task_id, assignment_id, rank)
    WHERE source.task_id IS NOT NULL
    ORDER BY source.user_id, source.task_id, source.rank, source.assignment_id DESC
) AS given
JOIN containers_lab.tasks AS task ON task.id = given.task_id
LEFT JOIN containers_lab.assignments AS assignment ON assignment.id = given.assignment_id;

COMMENT ON VIEW containers_lab.user_tasks
    IS 'The tasks of a person, each once: given to them, to a team of theirs, or with a course or module. Without an assignment, status is null.';

CREATE VIEW containers_lab.course_progress
    WITH (security_invoker = true)
AS
SELECT
    progress.user_id, progress.course_id, course.title, course.slug, progress.whole_course, progress.due_date,
    progress.task_count, progress.in_progress_count, progress.completed_count, progress.blocked_count,
    CASE WHEN progress.task_count > 0 THEN round(100.0 * progress.completed_count / progress.task_count, 1) END::double precision
        AS completion_percent
FROM (
    SELECT
        source.user_id, source.course_id,
        bool_or(source.whole_course) AS whole_course,
        min(source.due_date) AS due_date,
        count(source.task_id)::integer AS task_count,
        (count(*) FILTER (WHERE source.status = 'in_progress'))::integer AS in_progress_count,
        (count(*) FILTER (WHERE source.status = 'completed'))::integer AS completed_count,
        (count(*) FILTER (WHERE source.status = 'blocked'))::integer AS blocked_count
    FROM (
        SELECT given.user_id, given.course_id, false AS whole_course, NULL::timestamptz AS due_date, given.task_id, given.status
        FROM containers_lab.user_tasks AS given
        UNION ALL
        SELECT assignment.assigned_to_user_id, assignment.course_id, true, assignment.due_date, NULL, NULL
        FROM containers_lab.course_assignments AS assignment
        UNION ALL
        SELECT assignment.assigned_to_user_id, module.course_id, false, NULL, NULL, NULL
        FROM containers_lab.module_assignments AS assignment
        JOIN containers_lab.modules AS module ON module.id = assignment.module_id
    ) AS source
    WHERE source.course_id IS NOT NULL
    GROUP BY source.user_id, source.course_id
) AS progress
JOIN containers_lab.courses AS course ON course.id = progress.course_id;

COMMENT ON VIEW containers_lab.course_progress
    IS 'The courses of a person, given whole, by a module or by a task, with how many of their tasks there are in which state.';

CREATE VIEW containers_lab.module_progress
    WITH (security_invoker = true)
AS
SELECT
    progress.user_id, module.course_id, progress.module_id, module.title, module.position, progress.due_date,
    progress.task_count, progress.in_progress_count, progress.completed_count, progress.blocked_count,
    CASE WHEN progress.task_count > 0 THEN round(100.0 * progress.completed_count / progress.task_count, 1) END::double precision
        AS completion_percent
FROM (
    SELECT
        source.user_id, source.module_id,
        min(source.due_date) AS due_date,
        count(source.task_id)::integer AS task_count,
        (count(*) FILTER (WHERE source.status = 'in_progress'))::integer AS in_progress_count,
        (count(*) FILTER (WHERE source.status = 'completed'))::integer AS completed_count,
        (count(*) FILTER (WHERE source.status = 'blocked'))::integer AS blocked_count
    FROM (
        SELECT given.user_id, given.module_id, NULL::timestamptz AS due_date, given.task_id, given.status
        FROM containers_lab.user_tasks AS given
        UNION ALL
        SELECT assignment.assigned_to_user_id, module.id, assignment.due_date, NULL, NULL
        FROM containers_lab.course_assignments AS assignment
        JOIN containers_lab.modules AS module ON module.course_id = assignment.course_id
        UNION ALL
        SELECT assignment.assigned_to_user_id, assignment.module_id, assignment.due_date, NULL, NULL
        FROM containers_lab.module_assignments AS assignment
    ) AS source
    WHERE source.module_id IS NOT NULL
    GROUP BY source.user_id, source.module_id
) AS progress
JOIN containers_lab.modules AS module ON module.id = progress.module_id;

COMMENT ON VIEW containers_lab.module_progress
    IS 'The modules of a person, given with the course, alone or by a task, with how many of their tasks there are in which state.';

GRANT SELECT ON
    containers_lab.user_tasks,
    containers_lab.course_progress,
    containers_lab.module_progress
TO app_role, readonly_role;
