DROP FUNCTION containers_lab.save_role(integer, text, text, text[]);
DROP FUNCTION containers_lab.upgrade_password_hash(integer, text, text);
DROP FUNCTION containers_lab.set_password(integer, integer, text);
DROP FUNCTION containers_lab.change_user_status(integer, integer, text);
DROP FUNCTION containers_lab.change_user_role(integer, integer, text);
DROP FUNCTION containers_lab.begin_acting(integer);
