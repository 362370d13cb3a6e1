SET check_function_bodies = off;

BEGIN;

DROP TABLE public.t;
DROP TYPE two.one;
DROP SCHEMA two;

COMMIT;
