REVOKE USAGE ON SCHEMA containers_lab FROM app_role, readonly_role;

DROP FUNCTION containers_lab.actor_course_ids();
DROP FUNCTION containers_lab.actor_task_ids();
DROP FUNCTION containers_lab.actor_team_ids();
DROP FUNCTION containers_lab.last_visible_owner(text);
DROP FUNCTION containers_lab.first_visible_owner(text);
DROP FUNCTION containers_lab.actor_may(text);
DROP FUNCTION containers_lab.has_permission(integer, text);
DROP FUNCTION containers_lab.current_actor();
