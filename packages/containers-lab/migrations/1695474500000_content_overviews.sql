--! requires: 1695473500000_content_policies
--
-- What a list of courses or tasks shows beside each of them. Every count is of its own
-- table; none is multiplied by another.

CREATE VIEW containers_lab.course_overview
    WITH (security_invoker = true)
AS
SELECT
    course.id AS course_id, course.title, course.slug, course.description, course.visibility, course.created_at,
    course.created_by, author.name AS author_name,
    coalesce(module.total, 0) AS module_count,
    coalesce(task.total, 0) AS task_count,
    coalesce(assignment.total, 0) AS assignment_count
FROM containers_lab.courses AS course
LEFT JOIN containers_lab.users AS author ON author.id = course.created_by
LEFT JOIN (
    SELECT part.course_id, count(*)::integer AS total
    FROM containers_lab.modules AS part
    GROUP BY part.course_id
) AS module ON module.course_id = course.id
LEFT JOIN (
    SELECT part.related_course_id, count(*)::integer AS total
    FROM containers_lab.tasks AS part
    GROUP BY part.related_course_id
) AS task ON task.related_course_id = course.id
LEFT JOIN (
    SELECT part.course_id, count(*)::integer AS total
    FROM containers_lab.course_assignments AS part
    GROUP BY part.course_id
) AS assignment ON assignment.course_id = course.id;

COMMENT ON VIEW containers_lab.course_overview
    IS 'A course with how many modules and tasks it has and to how many people it is given. The author has no name where the reader may not see them.';

CREATE VIEW containers_lab.task_overview
    WITH (security_invoker = true)
AS
SELECT
    task.id AS task_id, task.title, task.description, task.created_by, task.related_course_id AS course_id, task.module_id,
    task.created_at,
    coalesce(assignment.total, 0) AS assignment_count,
    coalesce(assignment.assigned, 0) AS assigned_count,
    coalesce(assignment.in_progress, 0) AS in_progress_count,
    coalesce(assignment.completed, 0) AS completed_count,
    coalesce(assignment.blocked, 0) AS blocked_count
FROM containers_lab.tasks AS task
LEFT JOIN (
    SELECT
        given.task_id,
        count(*)::integer AS total,
        (count(*) FILTER (WHERE given.status = 'assigned'))::integer AS assigned,
        (count(*) FILTER (WHERE given.status = 'in_progress'))::integer AS in_progress,
        (count(*) FILTER (WHERE given.status = 'completed'))::integer AS completed,
        (count(*) FILTER (WHERE given.status = 'blocked'))::integer AS blocked
    FROM containers_lab.assignments AS given
    GROUP BY given.task_id
) AS assignment ON assignment.task_id = task.id;

COMMENT ON VIEW containers_lab.task_overview IS 'A task with how many assignments of it there are, by status.';

GRANT SELECT ON containers_lab.course_overview, containers_lab.task_overview TO app_role, readonly_role;
