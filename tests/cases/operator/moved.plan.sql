-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER OPERATOR one.||| (integer, integer) SET SCHEMA two;

COMMIT;
