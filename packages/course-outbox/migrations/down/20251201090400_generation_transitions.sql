DROP FUNCTION course_outbox.transition_generation(uuid, text, integer, text, uuid, jsonb);
DROP TABLE course_outbox.generation_transitions;
