SET check_function_bodies = off;

SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE public.one DETACH PARTITION public.two CONCURRENTLY;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.two DROP CONSTRAINT IF EXISTS two_day_check;
LOCK TABLE public.one IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.one__old AS SELECT id, day, note FROM public.one WHERE tableoid NOT IN ('public.two'::pg_catalog.regclass);
DROP TABLE public.three;
DROP TABLE public.one;
CREATE TABLE public.one (
    id integer DEFAULT nextval('public.numbers'::regclass) NOT NULL,
    day date NOT NULL,
    note text DEFAULT 'text'::text
);
INSERT INTO public.one (id, day, note) SELECT id, day, note FROM public.one__old;
DROP TABLE public.one__old;

COMMIT;
