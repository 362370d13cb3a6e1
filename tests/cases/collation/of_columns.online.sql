SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY public.i;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
DROP VIEW public.v;
ALTER TABLE public.r DROP CONSTRAINT r_a_fkey;
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER COLLATION public.c RENAME TO c__old;
CREATE COLLATION public.c (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION public.c IS 'c';
ALTER TABLE public.r ALTER COLUMN a TYPE text COLLATE public.c;
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c;

COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t_pkey') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t_pkey already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON public.t (a);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;

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
CREATE INDEX CONCURRENTLY i ON public.t (b COLLATE public.c);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.r ADD CONSTRAINT r_a_fkey FOREIGN KEY (a) REFERENCES public.t (a) NOT VALID;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r VALIDATE CONSTRAINT r_a_fkey;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
CREATE VIEW public.v AS
 SELECT a,
    (b COLLATE public.c) AS b
   FROM public.t;
DROP COLLATION public.c__old;

COMMIT;
