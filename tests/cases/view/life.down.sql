SET check_function_bodies = off;

BEGIN;

DROP VIEW two.one;
DROP VIEW two.three;
DROP TABLE public.t;
DROP SCHEMA two;

COMMIT;
