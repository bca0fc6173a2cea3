--! requires: 1695474300000_progress_views
--
-- How everybody is doing, in one pass over what was assigned to them.

CREATE VIEW containers_lab.employee_tracking
    WITH (security_invoker = true)
AS
SELECT
    person.id AS user_id, person.name, person.email, person.status AS user_status, role.name AS role_name,
    coalesce(course.total, 0) AS course_count,
    coalesce(module.total, 0) AS module_count,
    coalesce(task.total, 0) AS task_count,
    coalesce(task.assigned, 0) AS assigned_count,
    coalesce(task.in_progress, 0) AS in_progress_count,
    coalesce(task.completed, 0) AS completed_count,
    coalesce(task.blocked, 0) AS blocked_count,
    coalesce(task.overdue, 0) AS overdue_count,
    task.first_started_at,
    task.last_completed_at,
    task.average_minutes,
    CASE WHEN task.total > 0 THEN round(100.0 * task.completed / task.total, 1) END::double precision AS completion_percent
FROM containers_lab.users AS person
JOIN containers_lab.roles AS role ON role.id = person.role_id
LEFT JOIN (
    SELECT assignment.assigned_to_user_id, count(*)::integer AS total
    FROM containers_lab.course_assignments AS assignment
    GROUP BY assignment.assigned_to_user_id
) AS course ON course.assigned_to_user_id = person.id
LEFT JOIN (
    SELECT assignment.assigned_to_user_id, count(*)::integer AS total
    FROM containers_lab.module_assignments AS assignment
    GROUP BY assignment.assigned_to_user_id
) AS module ON module.assigned_to_user_id = person.id
LEFT JOIN (
    SELECT
        assignment.assigned_to_user_id,
        count(*)::integer AS total,
        (count(*) FILTER (WHERE assignment.status = 'assigned'))::integer AS assigned,
        (count(*) FILTER (WHERE assignment.status = 'in_progress'))::integer AS in_progress,
        (count(*) FILTER (WHERE assignment.status = 'completed'))::integer AS completed,
        (count(*) FILTER (WHERE assignment.status = 'blocked'))::integer AS blocked,
        (count(*) FILTER (WHERE assignment.due_date < now() AND assignment.status <> 'completed'))::integer AS overdue,
        min(assignment.started_at) AS first_started_at,
        max(assignment.completed_at) AS last_completed_at,
        round((avg(extract(epoch FROM assignment.completed_at - assignment.started_at)) / 60)::numeric, 1)::double precision AS average_minutes
    FROM containers_lab.assignments AS assignment
    GROUP BY assignment.assigned_to_user_id
) AS task ON task.assigned_to_user_id = person.id;

COMMENT ON VIEW containers_lab.employee_tracking
    IS 'What was assigned to a person themselves and how it goes: counts, first start, last completion, average minutes from start to completion.';

-- Apart from the counts: whoever counts a thousand people does not pay for their lists.
CREATE VIEW containers_lab.employee_work
    WITH (security_invoker = true)
AS
SELECT
    person.id AS user_id,
    (
        SELECT coalesce(json_agg(
            json_build_object('courseId', item.course_id, 'title', listed.title, 'dueDate', item.due_date)
            ORDER BY listed.title, item.course_id), '[]')
        FROM containers_lab.course_assignments AS item
        JOIN containers_lab.courses AS listed ON listed.id = item.course_id
        WHERE item.assigned_to_user_id = person.id
    ) AS courses,
    (
        SELECT coalesce(json_agg(
            json_build_object(
                'moduleId', item.module_id, 'courseId', listed.course_id, 'title', listed.title, 'dueDate', item.due_date)
            ORDER BY listed.course_id, listed.position, item.module_id), '[]')
        FROM containers_lab.module_assignments AS item
        JOIN containers_lab.modules AS listed ON listed.id = item.module_id
        WHERE item.assigned_to_user_id = person.id
    ) AS modules,
    (
        SELECT coalesce(json_agg(
            json_build_object(
                'assignmentId', item.id, 'taskId', item.task_id, 'title', listed.title, 'status', item.status,
                'dueDate', item.due_date, 'completedAt', item.completed_at)
            ORDER BY item.id), '[]')
        FROM containers_lab.assignments AS item
        JOIN containers_lab.tasks AS listed ON listed.id = item.task_id
        WHERE item.assigned_to_user_id = person.id
    ) AS tasks
FROM containers_lab.users AS person;

COMMENT ON VIEW containers_lab.employee_work
    IS 'The courses, modules and tasks that were assigned to a person themselves, as JSON. Read it for one person or a page of them.';

GRANT SELECT ON containers_lab.employee_tracking, containers_lab.employee_work TO app_role, readonly_role;
