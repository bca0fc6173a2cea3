DROP TABLE course_catalog.courses;
