DROP FUNCTION containers_lab.set_user_status(integer, text);
DROP FUNCTION containers_lab.set_user_role(integer, text);
DROP FUNCTION containers_lab.find_sign_in(text);
DROP FUNCTION containers_lab.register_user(text, text, text);
