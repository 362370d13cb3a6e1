SET check_function_bodies = off;

BEGIN;

DROP MATERIALIZED VIEW two.one;
DROP TABLE public.t;
DROP SCHEMA two;

COMMIT;
