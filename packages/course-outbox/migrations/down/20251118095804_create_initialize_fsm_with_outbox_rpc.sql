DROP FUNCTION course_outbox.initialize_fsm_with_outbox(uuid, uuid, uuid, text, text, text, jsonb, jsonb);
DROP FUNCTION course_outbox.find_answer(text, uuid, uuid, text);
DROP FUNCTION course_outbox.enter_state(uuid, course_catalog.generation_status, text, jsonb, text, uuid);
DROP FUNCTION course_outbox.state_version(uuid);
DROP FUNCTION course_outbox.lock_course(uuid);
DROP FUNCTION course_outbox.insert_jobs(uuid, jsonb);
DROP FUNCTION course_outbox.check_job_list(jsonb);
DROP FUNCTION course_outbox.job_options_problem(jsonb);
DROP FUNCTION course_outbox.require_rights(uuid, uuid, uuid);
