DROP TYPE course_catalog.generation_status;
