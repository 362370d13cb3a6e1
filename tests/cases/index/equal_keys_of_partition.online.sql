SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1_k_id_key') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1_k_id_key already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1_k_id_key;
CREATE UNIQUE INDEX CONCURRENTLY t1_k_id_key ON public.t1 (k, id);

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.l__new') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.l__new already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.l__new;
CREATE UNIQUE INDEX CONCURRENTLY l__new ON public.t1 (id, k);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.t DROP CONSTRAINT u;
ALTER TABLE public.t1 DROP CONSTRAINT l;
ALTER TABLE public.t1 ADD CONSTRAINT t1_k_id_key UNIQUE USING INDEX t1_k_id_key;
ALTER TABLE public.t ADD CONSTRAINT u UNIQUE (k, id);
ALTER TABLE public.t1 ADD CONSTRAINT l UNIQUE USING INDEX l__new;

COMMIT;
