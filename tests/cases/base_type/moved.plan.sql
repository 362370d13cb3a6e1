-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER TYPE one.three SET SCHEMA two;
ALTER FUNCTION one.one(cstring) SET SCHEMA two;
DROP SCHEMA one;

COMMIT;
