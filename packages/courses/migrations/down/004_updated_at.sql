DROP TRIGGER trg_courses_90_updated_at ON course_catalog.courses;
DROP TRIGGER trg_organizations_90_updated_at ON course_catalog.organizations;
DROP FUNCTION course_catalog.touch_updated_at();
