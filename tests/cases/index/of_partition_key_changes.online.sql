SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1_pkey__new') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1_pkey__new already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1_pkey__new;
CREATE UNIQUE INDEX CONCURRENTLY t1_pkey__new ON public.t1 (id, k);

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1u') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1u already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1u;
CREATE UNIQUE INDEX CONCURRENTLY t1u ON public.t1 (id);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.s ADD COLUMN k integer;
ALTER TABLE public.t1 ADD CONSTRAINT t1u UNIQUE USING INDEX t1u;
ALTER TABLE public.r DROP CONSTRAINT rf;
ALTER TABLE public.s DROP CONSTRAINT sf;
ALTER TABLE public.t DROP CONSTRAINT p;
ALTER TABLE public.t1 ADD CONSTRAINT t1_pkey PRIMARY KEY USING INDEX t1_pkey__new;
ALTER TABLE public.t ADD CONSTRAINT p PRIMARY KEY (id, k);
ALTER TABLE public.r ADD CONSTRAINT rf FOREIGN KEY (id) REFERENCES public.t1 (id) NOT VALID;
ALTER TABLE public.s ADD CONSTRAINT sf FOREIGN KEY (id, k) REFERENCES public.t (id, k);

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r VALIDATE CONSTRAINT rf;

COMMIT;
