DROP FUNCTION containers_lab.free_course_slug(text, integer);
