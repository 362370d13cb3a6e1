-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER COLLATION one.three SET SCHEMA two;
ALTER COLLATION two.three RENAME TO four;

COMMIT;
