-- exercises: event trigger: comment, create, drop, owner; function: create, drop; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FUNCTION two.one()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN NULL; END$$;
CREATE EVENT TRIGGER one ON ddl_command_start WHEN TAG IN ('DROP FUNCTION', 'CREATE CAST') EXECUTE FUNCTION two.one();
ALTER EVENT TRIGGER one DISABLE;
ALTER EVENT TRIGGER one OWNER TO postgres;
COMMENT ON EVENT TRIGGER one IS 'text';

COMMIT;
