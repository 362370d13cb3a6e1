SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1_pkey') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1_pkey already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t1_pkey ON public.t1 (id, k);

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t2_pkey') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t2_pkey already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t2_pkey;
CREATE UNIQUE INDEX CONCURRENTLY t2_pkey ON public.t2 (id, k);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
DROP POLICY p1 ON public.t1;
DROP POLICY p2 ON public.t2;
ALTER TABLE public.t1 DROP CONSTRAINT t1_pk;
ALTER TABLE public.t2 DROP CONSTRAINT t2_pk;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint;
ALTER TABLE public.t1 ADD CONSTRAINT t1_pkey PRIMARY KEY USING INDEX t1_pkey;
ALTER TABLE public.t2 ADD CONSTRAINT t2_pkey PRIMARY KEY USING INDEX t2_pkey;
ALTER TABLE public.t ADD CONSTRAINT t_pk PRIMARY KEY (id, k);
CREATE POLICY p1 ON public.t1 USING (id IN ( SELECT t2.id
   FROM public.t2
  WHERE (t2.k = 1)));
CREATE POLICY p2 ON public.t2 USING (id IN ( SELECT t1.id
   FROM public.t1));
ALTER TABLE public.t1 DISABLE ROW LEVEL SECURITY;
ALTER TABLE public.t2 ENABLE ROW LEVEL SECURITY;
ALTER POLICY p ON public.t USING (owner = SESSION_USER);

COMMIT;
