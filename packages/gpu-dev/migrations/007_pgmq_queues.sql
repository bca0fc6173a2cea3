--! requires: 006_alb_target_groups
--
-- The two queues of the service. Their names are the same in every install, since its
-- programs know them by these; creating them again changes nothing.

SELECT pgmq.create('gpu_reservations');
SELECT pgmq.create('disk_operations');
