DROP VIEW containers_lab.container_timeline;
