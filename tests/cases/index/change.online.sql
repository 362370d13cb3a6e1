SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.i__new') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.i__new already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.i__new;
CREATE INDEX CONCURRENTLY i__new ON public.t (x) WHERE (x > 0);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
DROP INDEX public.i;
ALTER INDEX public.i__new RENAME TO i;
ALTER INDEX public.j RESET (fillfactor);
ALTER TABLE public.t CLUSTER ON j;

COMMIT;
