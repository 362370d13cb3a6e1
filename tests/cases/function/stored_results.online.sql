SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
CREATE OR REPLACE FUNCTION public.norm(t text)
    RETURNS text
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT lower(t)$$;
ALTER TABLE public.one ADD CONSTRAINT two__again CHECK (length(public.norm(t)) < 10) NOT VALID;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.one VALIDATE CONSTRAINT two__again;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.one DROP CONSTRAINT two__again;

COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;
DO $fill$
DECLARE
    blocks bigint := pg_catalog.pg_relation_size('public.one') / pg_catalog.current_setting('block_size')::bigint;
    start_block bigint := 0;
BEGIN
    WHILE start_block <= blocks LOOP
        UPDATE ONLY public.one SET g = DEFAULT
            WHERE ctid >= pg_catalog.format('(%s,0)', start_block)::tid
                AND ctid < pg_catalog.format('(%s,0)', start_block + 1000)::tid;
        COMMIT;
        start_block := start_block + 1000;
    END LOOP;
END
$fill$;

SET lock_timeout = 0;
SET statement_timeout = 0;
REINDEX INDEX CONCURRENTLY public.d_norm;

SET lock_timeout = 0;
SET statement_timeout = 0;
REINDEX INDEX CONCURRENTLY public.three;
