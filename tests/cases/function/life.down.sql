SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.atomic(integer);
DROP FUNCTION two.four(integer);
DROP FUNCTION two.one(integer, text);
DROP PROCEDURE two.three(OUT one integer, INOUT two integer);
DROP SCHEMA two;

COMMIT;
