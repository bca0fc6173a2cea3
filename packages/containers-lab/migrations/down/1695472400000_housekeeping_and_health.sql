DROP VIEW containers_lab.db_health;
