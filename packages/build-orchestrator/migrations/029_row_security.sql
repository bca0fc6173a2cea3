--! requires: 028_retention
--
-- Who sees which rows, and who may do what.
--
-- build_app speaks for one customer at a time, whom it names in the setting
-- app.current_tenant of its transaction; unset or empty, it sees no row of anybody.
-- build_worker and build_maintenance see every customer and are held by their grants.
-- Any other role needs a grant on the table and the right to execute across_customers():
-- the owner has it, and so has an application user who is granted all functions.
--
-- A role that is also a member of build_app is held to its customer whatever else it is,
-- since the policy that does so is restrictive.

CREATE FUNCTION build_orchestrator.across_customers()
    RETURNS boolean
    LANGUAGE sql
    STABLE
    SET search_path = build_orchestrator, pg_temp
AS $$
    SELECT true;
$$;

COMMENT ON FUNCTION build_orchestrator.across_customers()
    IS 'Whoever may execute this sees the rows of every customer, as far as grants go. Nothing calls it.';

REVOKE EXECUTE ON FUNCTION build_orchestrator.across_customers() FROM PUBLIC;

ALTER TABLE build_orchestrator.customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.customers FORCE ROW LEVEL SECURITY;
CREATE POLICY customers_roles ON build_orchestrator.customers
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY customers_across ON build_orchestrator.customers
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY customers_tenant ON build_orchestrator.customers AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.licenses ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.licenses FORCE ROW LEVEL SECURITY;
CREATE POLICY licenses_roles ON build_orchestrator.licenses
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY licenses_across ON build_orchestrator.licenses
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY licenses_tenant ON build_orchestrator.licenses AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.registry_credentials ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.registry_credentials FORCE ROW LEVEL SECURITY;
CREATE POLICY registry_credentials_roles ON build_orchestrator.registry_credentials
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY registry_credentials_across ON build_orchestrator.registry_credentials
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY registry_credentials_tenant ON build_orchestrator.registry_credentials AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.build_access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY build_access_log_roles ON build_orchestrator.build_access_log
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_access_log_across ON build_orchestrator.build_access_log
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY build_access_log_tenant ON build_orchestrator.build_access_log AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.build_cache_customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_cache_customers FORCE ROW LEVEL SECURITY;
CREATE POLICY build_cache_customers_roles ON build_orchestrator.build_cache_customers
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_cache_customers_across ON build_orchestrator.build_cache_customers
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY build_cache_customers_tenant ON build_orchestrator.build_cache_customers AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.build_queue ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_queue FORCE ROW LEVEL SECURITY;
CREATE POLICY build_queue_roles ON build_orchestrator.build_queue
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_queue_across ON build_orchestrator.build_queue
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY build_queue_tenant ON build_orchestrator.build_queue AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.build_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_places FORCE ROW LEVEL SECURITY;
CREATE POLICY build_places_roles ON build_orchestrator.build_places
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_places_across ON build_orchestrator.build_places
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY build_places_tenant ON build_orchestrator.build_places AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.build_manifests ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_manifests FORCE ROW LEVEL SECURITY;
CREATE POLICY build_manifests_roles ON build_orchestrator.build_manifests
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_manifests_across ON build_orchestrator.build_manifests
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY build_manifests_tenant ON build_orchestrator.build_manifests AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.conversations ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.conversations FORCE ROW LEVEL SECURITY;
CREATE POLICY conversations_roles ON build_orchestrator.conversations
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY conversations_across ON build_orchestrator.conversations
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
CREATE POLICY conversations_tenant ON build_orchestrator.conversations AS RESTRICTIVE
    FOR ALL TO build_app
    USING (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')))
    WITH CHECK (customer_id = (SELECT nullif(current_setting('app.current_tenant', true), '')));

ALTER TABLE build_orchestrator.build_results ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_results FORCE ROW LEVEL SECURITY;
CREATE POLICY build_results_roles ON build_orchestrator.build_results
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_results_across ON build_orchestrator.build_results
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY build_results_tenant ON build_orchestrator.build_results AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_results.build_queue_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_results.build_queue_id));

ALTER TABLE build_orchestrator.build_result_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_result_history FORCE ROW LEVEL SECURITY;
CREATE POLICY build_result_history_roles ON build_orchestrator.build_result_history
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_result_history_across ON build_orchestrator.build_result_history
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY build_result_history_tenant ON build_orchestrator.build_result_history AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_result_history.build_queue_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_result_history.build_queue_id));

ALTER TABLE build_orchestrator.build_dependencies ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_dependencies FORCE ROW LEVEL SECURITY;
CREATE POLICY build_dependencies_roles ON build_orchestrator.build_dependencies
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_dependencies_across ON build_orchestrator.build_dependencies
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY build_dependencies_tenant ON build_orchestrator.build_dependencies AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_dependencies.build_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_dependencies.build_id));

ALTER TABLE build_orchestrator.build_artifacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_artifacts FORCE ROW LEVEL SECURITY;
CREATE POLICY build_artifacts_roles ON build_orchestrator.build_artifacts
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_artifacts_across ON build_orchestrator.build_artifacts
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY build_artifacts_tenant ON build_orchestrator.build_artifacts AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.build_results AS result WHERE result.id = build_artifacts.build_result_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.build_results AS result WHERE result.id = build_artifacts.build_result_id));

ALTER TABLE build_orchestrator.build_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_events FORCE ROW LEVEL SECURITY;
CREATE POLICY build_events_roles ON build_orchestrator.build_events
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_events_across ON build_orchestrator.build_events
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY build_events_tenant ON build_orchestrator.build_events AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_events.build_queue_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_events.build_queue_id));

ALTER TABLE build_orchestrator.build_metrics ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_metrics FORCE ROW LEVEL SECURITY;
CREATE POLICY build_metrics_roles ON build_orchestrator.build_metrics
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_metrics_across ON build_orchestrator.build_metrics
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY build_metrics_tenant ON build_orchestrator.build_metrics AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_metrics.build_queue_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.build_queue AS build WHERE build.id = build_metrics.build_queue_id));

ALTER TABLE build_orchestrator.conversation_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.conversation_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY conversation_messages_roles ON build_orchestrator.conversation_messages
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY conversation_messages_across ON build_orchestrator.conversation_messages
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY conversation_messages_tenant ON build_orchestrator.conversation_messages AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = conversation_messages.conversation_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = conversation_messages.conversation_id));

ALTER TABLE build_orchestrator.conversation_intents ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.conversation_intents FORCE ROW LEVEL SECURITY;
CREATE POLICY conversation_intents_roles ON build_orchestrator.conversation_intents
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY conversation_intents_across ON build_orchestrator.conversation_intents
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY conversation_intents_tenant ON build_orchestrator.conversation_intents AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = conversation_intents.conversation_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = conversation_intents.conversation_id));

ALTER TABLE build_orchestrator.requirement_extractions ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.requirement_extractions FORCE ROW LEVEL SECURITY;
CREATE POLICY requirement_extractions_roles ON build_orchestrator.requirement_extractions
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY requirement_extractions_across ON build_orchestrator.requirement_extractions
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- The rows of what the customer can see: its policy holds in there too.
CREATE POLICY requirement_extractions_tenant ON build_orchestrator.requirement_extractions AS RESTRICTIVE
    FOR ALL TO build_app
    USING (EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = requirement_extractions.conversation_id))
    WITH CHECK (EXISTS (SELECT FROM build_orchestrator.conversations AS conversation WHERE conversation.id = requirement_extractions.conversation_id));

ALTER TABLE build_orchestrator.build_cache_registry ENABLE ROW LEVEL SECURITY;
ALTER TABLE build_orchestrator.build_cache_registry FORCE ROW LEVEL SECURITY;
CREATE POLICY build_cache_registry_roles ON build_orchestrator.build_cache_registry
    FOR ALL TO build_app, build_worker, build_maintenance
    USING (true)
    WITH CHECK (true);
CREATE POLICY build_cache_registry_across ON build_orchestrator.build_cache_registry
    FOR ALL TO PUBLIC
    USING ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')))
    WITH CHECK ((SELECT has_function_privilege('build_orchestrator.across_customers()'::regprocedure, 'EXECUTE')));
-- Shared by all customers whose tier suffices; changed by none of them.
CREATE POLICY build_cache_registry_tenant ON build_orchestrator.build_cache_registry AS RESTRICTIVE
    FOR ALL TO build_app
    USING (
        deleted_at IS NULL
        AND build_orchestrator.tier_rank(tier) <= (
            SELECT build_orchestrator.tier_rank(customer.tier)
            FROM build_orchestrator.customers AS customer
            WHERE customer.customer_id = nullif(current_setting('app.current_tenant', true), '')
        )
    )
    WITH CHECK (false);

-- A customer's application queues and cancels; what workers write it cannot.
CREATE POLICY build_queue_app_insert ON build_orchestrator.build_queue AS RESTRICTIVE
    FOR INSERT TO build_app
    WITH CHECK (status = 'queued' AND fence = 0);
CREATE POLICY build_queue_app_update ON build_orchestrator.build_queue AS RESTRICTIVE
    FOR UPDATE TO build_app
    USING (true)
    WITH CHECK (status = 'cancelled' OR (status = 'building' AND cancel_requested_at IS NOT NULL));
