SET check_function_bodies = off;

BEGIN;

DROP FOREIGN TABLE public.far;
DROP TABLE public.p;
DROP FOREIGN TABLE two.one;
DROP SERVER one;
DROP FOREIGN DATA WRAPPER w;
DROP SCHEMA two;

COMMIT;
