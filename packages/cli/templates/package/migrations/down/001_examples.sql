DROP TABLE new_package.examples;
DROP SCHEMA new_package;
