DROP FUNCTION containers_lab.transition_container(integer, text, text);
