-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER FUNCTION one.three(integer) SET SCHEMA two;
ALTER PROCEDURE one.four(IN x integer) SET SCHEMA two;

COMMIT;
