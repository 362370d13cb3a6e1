-- exercises: table: alter, create, drop
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.one DETACH PARTITION public.two;
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
