SET check_function_bodies = off;

BEGIN;

DROP TABLE public.t;
DROP TYPE two.one;
DROP FUNCTION two.four(double precision, double precision);
DROP SCHEMA two;

COMMIT;
