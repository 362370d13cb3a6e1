SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY public.i;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
DROP OPERATOR CLASS public.c USING hash;
DROP OPERATOR FAMILY public.c USING hash;
ALTER OPERATOR FAMILY public.f USING hash ADD
    FUNCTION 2 (integer, integer) hashint4extended(integer,bigint);
CREATE OPERATOR CLASS public.c FOR TYPE integer USING hash FAMILY public.f AS
    FUNCTION 1 (integer, integer) hashint4(integer),
    OPERATOR 1 =(integer,integer);
ALTER OPERATOR CLASS public.c USING hash OWNER TO two_owner;

COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.i') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.i already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.i;
CREATE INDEX CONCURRENTLY i ON public.t USING hash (x public.c);
