DROP FUNCTION containers_lab.user_page(text, text, text, text, boolean, integer, integer);
