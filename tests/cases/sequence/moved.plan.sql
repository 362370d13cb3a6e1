-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER SEQUENCE one.three SET SCHEMA two;
ALTER SEQUENCE two.three RENAME TO four;

COMMIT;
