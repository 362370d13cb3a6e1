SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1_v_id_idx') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1_v_id_idx already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1_v_id_idx;
CREATE INDEX CONCURRENTLY t1_v_id_idx ON public.t1 (v text_pattern_ops) INCLUDE (id);

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1_id_v_idx') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1_id_v_idx already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1_id_v_idx;
CREATE UNIQUE INDEX CONCURRENTLY t1_id_v_idx ON public.t1 (id, v) NULLS NOT DISTINCT;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $guard$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass('public.t1_id_idx') AND indisvalid) THEN
        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = 'the index public.t1_id_idx already exists and is valid',
            HINT = 'Drop or rename it first.';
    END IF;
END
$guard$;
DROP INDEX CONCURRENTLY IF EXISTS public.t1_id_idx;
CREATE INDEX CONCURRENTLY t1_id_idx ON public.t1 (id DESC NULLS LAST);

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
DROP INDEX public.a3;
CREATE INDEX a3p ON public.t (lower(v)) WHERE (id > 3);
CREATE INDEX a1p ON ONLY public.t (v text_pattern_ops) INCLUDE (id);
ALTER INDEX public.a1p ATTACH PARTITION public.t1_v_id_idx;
CREATE UNIQUE INDEX a2p ON ONLY public.t (id, v) NULLS NOT DISTINCT;
ALTER INDEX public.a2p ATTACH PARTITION public.t1_id_v_idx;
CREATE INDEX a4p ON ONLY public.t (id DESC NULLS LAST);
ALTER INDEX public.a4p ATTACH PARTITION public.t1_id_idx;

COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY public.a1;

SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY public.a2;

SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY public.a4;
