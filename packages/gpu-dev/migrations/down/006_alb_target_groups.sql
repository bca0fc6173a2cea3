DROP TABLE gpu_dev.alb_target_groups;
DROP FUNCTION gpu_dev.update_alb_target_groups_updated_at();
