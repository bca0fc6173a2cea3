-- A small lab to look at: four people, two courses with modules and tasks, what was
-- assigned and how it goes, a template, a quota and three containers. Running it again
-- adds nothing. Nobody has a password; sign in through the provider, or set one.

INSERT INTO containers_lab.users (azure_ad_id, name, email, role_id)
SELECT sample.azure_ad_id, sample.name, sample.email, role.id
FROM (
    VALUES
        ('sample-ada', 'Ada Admin', 'ada@lab.example', 'admin'),
        ('sample-max', 'Max Manager', 'max@lab.example', 'manager'),
        ('sample-eva', 'Eva Employee', 'eva@lab.example', 'employee'),
        ('sample-tom', 'Tom Employee', 'tom@lab.example', 'employee')
) AS sample (azure_ad_id, name, email, role_name)
JOIN containers_lab.roles AS role ON role.name = sample.role_name
ON CONFLICT DO NOTHING;

INSERT INTO containers_lab.teams (name, description)
VALUES ('Platform', 'runs what the others use')
ON CONFLICT (name) DO NOTHING;

INSERT INTO containers_lab.user_teams (user_id, team_id)
SELECT member.id, team.id
FROM containers_lab.users AS member
JOIN containers_lab.teams AS team ON team.name = 'Platform'
WHERE member.azure_ad_id IN ('sample-eva', 'sample-tom')
ON CONFLICT DO NOTHING;

INSERT INTO containers_lab.courses (title, slug, description, created_by, visibility)
SELECT sample.title, sample.slug, sample.description, author.id, sample.visibility
FROM (
    VALUES
        ('Containers from the ground up', 'sample-containers', 'What a container is, and what it is not.', 'private'),
        ('Welcome to the lab', 'sample-welcome', 'How to find your way.', 'public')
) AS sample (title, slug, description, visibility)
JOIN containers_lab.users AS author ON author.azure_ad_id = 'sample-max'
ON CONFLICT (slug) DO NOTHING;

INSERT INTO containers_lab.modules (course_id, title, content, position)
SELECT course.id, sample.title, sample.content, sample.position
FROM (
    VALUES
        ('sample-containers', 'Namespaces', 'What a process sees.', 1),
        ('sample-containers', 'Control groups', 'What a process may use.', 2),
        ('sample-welcome', 'Around the house', 'Where everything is.', 1)
) AS sample (slug, title, content, position)
JOIN containers_lab.courses AS course ON course.slug = sample.slug
WHERE NOT EXISTS (
    SELECT FROM containers_lab.modules AS known WHERE known.course_id = course.id AND known.title = sample.title
);

INSERT INTO containers_lab.tasks (title, description, created_by, module_id)
SELECT sample.title, sample.description, author.id, module.id
FROM (
    VALUES
        ('Namespaces', 'Start a shell that sees no other process', 'Use unshare, and say what ps shows.'),
        ('Control groups', 'Give a process half a core', 'Measure that it gets no more.'),
        ('Around the house', 'Launch your first container', 'From the default template.')
) AS sample (module_title, title, description)
JOIN containers_lab.modules AS module ON module.title = sample.module_title
JOIN containers_lab.courses AS course ON course.id = module.course_id AND course.slug LIKE 'sample-%'
JOIN containers_lab.users AS author ON author.azure_ad_id = 'sample-max'
WHERE NOT EXISTS (
    SELECT FROM containers_lab.tasks AS known WHERE known.module_id = module.id AND known.title = sample.title
);

INSERT INTO containers_lab.course_assignments (course_id, assigned_to_user_id, assigned_by)
SELECT course.id, learner.id, manager.id
FROM containers_lab.courses AS course
JOIN containers_lab.users AS learner ON learner.azure_ad_id IN ('sample-eva', 'sample-tom')
JOIN containers_lab.users AS manager ON manager.azure_ad_id = 'sample-max'
WHERE course.slug = 'sample-containers'
ON CONFLICT DO NOTHING;

INSERT INTO containers_lab.assignments (task_id, assigned_to_user_id, assigned_by, status, due_date, started_at)
SELECT
    task.id, learner.id, manager.id, sample.status, date_trunc('day', now()) + sample.due::interval,
    now() + sample.started::interval
FROM (
    VALUES
        ('Start a shell that sees no other process', 'sample-eva', 'completed', '3 days', '-2 hours'),
        ('Give a process half a core', 'sample-eva', 'in_progress', '5 days', '-10 minutes'),
        ('Start a shell that sees no other process', 'sample-tom', 'blocked', '-1 day', '-3 days'),
        ('Launch your first container', 'sample-tom', 'assigned', '7 days', NULL)
) AS sample (title, learner, status, due, started)
JOIN containers_lab.tasks AS task ON task.title = sample.title
JOIN containers_lab.modules AS module ON module.id = task.module_id
JOIN containers_lab.courses AS course ON course.id = module.course_id AND course.slug LIKE 'sample-%'
JOIN containers_lab.users AS learner ON learner.azure_ad_id = sample.learner
JOIN containers_lab.users AS manager ON manager.azure_ad_id = 'sample-max'
ON CONFLICT DO NOTHING;

INSERT INTO containers_lab.templates (name, image, default_cpu, default_memory_mb, default_disk_mb, network_profile, created_by)
SELECT 'ubuntu-24-default', 'ubuntu:24.04', 1, 2048, 20480, 'bridge', author.id
FROM containers_lab.users AS author
WHERE author.azure_ad_id = 'sample-ada'
ON CONFLICT (name) DO NOTHING;

INSERT INTO containers_lab.quotas (team_id, cores_limit, memory_mb_limit, disk_mb_limit, max_concurrent_containers)
SELECT team.id, 8, 16384, 204800, 4
FROM containers_lab.teams AS team
WHERE team.name = 'Platform' AND NOT EXISTS (SELECT FROM containers_lab.quotas AS known WHERE known.team_id = team.id);

INSERT INTO containers_lab.containers (lxc_name, owner_user_id, template_id, image, cpu, memory_mb, disk_mb, ip_address, status_id)
SELECT
    sample.lxc_name, owner.id, template.id, template.image, sample.cpu, 2048, 20480, sample.ip_address::inet, status.id
FROM (
    VALUES
        ('sample-eva-1', 'sample-eva', 1, '10.0.3.11', 'running'),
        ('sample-eva-2', 'sample-eva', 2, NULL, 'stopped'),
        ('sample-tom-1', 'sample-tom', 1, '10.0.3.12', 'running')
) AS sample (lxc_name, owner, cpu, ip_address, status)
JOIN containers_lab.users AS owner ON owner.azure_ad_id = sample.owner
JOIN containers_lab.templates AS template ON template.name = 'ubuntu-24-default'
JOIN containers_lab.container_statuses AS status ON status.name = sample.status
ON CONFLICT (lxc_name) DO NOTHING;
