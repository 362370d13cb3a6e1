-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER DOMAIN one.three SET SCHEMA two;
ALTER DOMAIN two.three RENAME TO four;

COMMIT;
