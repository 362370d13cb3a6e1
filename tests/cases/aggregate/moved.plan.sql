-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER AGGREGATE one.three(integer) SET SCHEMA two;
ALTER AGGREGATE two.three(integer) RENAME TO four;

COMMIT;
