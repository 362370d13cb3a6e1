SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
DROP VIEW public.v;
DROP INDEX public.i;
ALTER TABLE public.r DROP CONSTRAINT r_a_fkey;
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER COLLATION public.c RENAME TO c__old;
CREATE COLLATION public.c (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
COMMENT ON COLLATION public.c IS 'c';
ALTER TABLE public.r ALTER COLUMN a TYPE text COLLATE public.c;
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c;
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (a);
ALTER TABLE public.r ADD CONSTRAINT r_a_fkey FOREIGN KEY (a) REFERENCES public.t (a) NOT VALID;
CREATE INDEX i ON public.t (b COLLATE public.c);
CREATE VIEW public.v AS
 SELECT a,
    (b COLLATE public.c) AS b
   FROM public.t;
DROP COLLATION public.c__old;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r VALIDATE CONSTRAINT r_a_fkey;

COMMIT;
