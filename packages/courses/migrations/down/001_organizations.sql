DROP TABLE course_catalog.organizations;
DROP SCHEMA course_catalog;
