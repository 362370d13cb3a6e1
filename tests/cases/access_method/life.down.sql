SET check_function_bodies = off;

BEGIN;

DROP TABLE public.t;
DROP ACCESS METHOD one;

COMMIT;
