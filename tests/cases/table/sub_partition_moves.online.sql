SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.l ADD CONSTRAINT l__bound CHECK (a IS NOT NULL AND a >= 0 AND a < 10) NOT VALID;

COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE public.t DETACH PARTITION public.m CONCURRENTLY;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.m DROP CONSTRAINT IF EXISTS m_a_check;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.l VALIDATE CONSTRAINT l__bound;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.m DETACH PARTITION public.l;
ALTER TABLE public.t ATTACH PARTITION public.l FOR VALUES FROM (0) TO (10);
ALTER TABLE public.l DROP CONSTRAINT l__bound;

COMMIT;
