DROP FUNCTION gpu_dev.claim_target_group(text, text, text, text, timestamptz);
DROP FUNCTION gpu_dev.claim_domain_name(text, text, text, integer, timestamptz);
