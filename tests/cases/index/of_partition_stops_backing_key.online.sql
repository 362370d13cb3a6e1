SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t2_id_key') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t2_id_key already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t2_id_key;
CREATE UNIQUE INDEX CONCURRENTLY t2_id_key ON public.t2 (id);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r DROP CONSTRAINT r_id_fkey;
ALTER TABLE public.t DROP CONSTRAINT p;
ALTER TABLE public.t1 ADD CONSTRAINT t1_pkey PRIMARY KEY (id);
ALTER TABLE public.r ADD CONSTRAINT r_id_fkey FOREIGN KEY (id) REFERENCES public.t1 (id) NOT VALID;
ALTER TABLE public.t2 ADD CONSTRAINT t2_id_key UNIQUE USING INDEX t2_id_key;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r VALIDATE CONSTRAINT r_id_fkey;

COMMIT;
