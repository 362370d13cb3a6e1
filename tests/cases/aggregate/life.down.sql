SET check_function_bodies = off;

BEGIN;

DROP AGGREGATE two.one(double precision, double precision);
DROP AGGREGATE two.one(integer);
DROP FUNCTION two.three(integer, integer);
DROP SCHEMA two;

COMMIT;
