-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER CONVERSION one.three SET SCHEMA two;
ALTER CONVERSION two.three RENAME TO four;

COMMIT;
