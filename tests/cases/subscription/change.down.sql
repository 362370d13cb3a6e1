SET check_function_bodies = off;

BEGIN;

CREATE SUBSCRIPTION slot CONNECTION 'host=nowhere' PUBLICATION a WITH (connect = false, streaming = off);
COMMENT ON SUBSCRIPTION s IS 'old';
ALTER SUBSCRIPTION s CONNECTION 'host=nowhere';
ALTER SUBSCRIPTION s SET PUBLICATION a, b WITH (refresh = false);
ALTER SUBSCRIPTION s DISABLE;
ALTER SUBSCRIPTION s SET (slot_name = NONE);
ALTER SUBSCRIPTION s SET (binary = 'true', disable_on_error = 'false');

COMMIT;
