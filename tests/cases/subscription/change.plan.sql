-- exercises: subscription: alter, comment, create, drop
SET check_function_bodies = off;

BEGIN;

ALTER SUBSCRIPTION slot DISABLE;
ALTER SUBSCRIPTION slot SET (slot_name = NONE);
DROP SUBSCRIPTION slot;
COMMENT ON SUBSCRIPTION s IS NULL;
ALTER SUBSCRIPTION s CONNECTION 'host=elsewhere';
ALTER SUBSCRIPTION s SET PUBLICATION b, c WITH (refresh = false);
ALTER SUBSCRIPTION s SET (slot_name = 'other');
ALTER SUBSCRIPTION s SET (binary = 'false', disable_on_error = 'true');

COMMIT;
