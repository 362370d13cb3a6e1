SET check_function_bodies = off;

BEGIN;

DROP TABLE public.t;
DROP OPERATOR CLASS two.one USING btree;
DROP OPERATOR FAMILY two.one USING btree;
DROP SCHEMA two;

COMMIT;
