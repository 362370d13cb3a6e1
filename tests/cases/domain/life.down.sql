SET check_function_bodies = off;

BEGIN;

DROP TABLE public.t;
DROP DOMAIN two.one;
DROP SCHEMA two;

COMMIT;
