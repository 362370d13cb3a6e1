SET check_function_bodies = off;

BEGIN;

LOCK TABLE public.p IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.p__old AS SELECT a COLLATE pg_catalog."default" AS a FROM public.p;
DROP TABLE public.p1;
DROP TABLE public.p;
ALTER COLLATION public.c RENAME TO c__old;
CREATE COLLATION public.c (provider = libc, locale = 'C');
ALTER TABLE public.t ALTER COLUMN w TYPE text COLLATE public.c;
ALTER DOMAIN public.d RENAME TO d__old;
CREATE DOMAIN public.d AS text COLLATE public.c CONSTRAINT d_check CHECK ((VALUE > 'a'::text));
ALTER TABLE public.t ALTER COLUMN x TYPE public.d USING x::public.d;
DROP DOMAIN public.d__old;
ALTER TYPE public.ct RENAME TO ct__old;
CREATE TYPE public.ct AS (a text COLLATE public.c, b integer);
ALTER TABLE public.t ALTER COLUMN y TYPE public.ct USING CASE WHEN y IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((y).a::text, (y).b::integer)::public.ct END;
DROP TYPE public.ct__old;
ALTER FUNCTION public.r(text, text) RENAME TO r__old;
ALTER FUNCTION public.r(text, text, text) RENAME TO r__old;
ALTER FUNCTION public.r_multirange() RENAME TO mr__old;
ALTER FUNCTION public.r_multirange(public.r) RENAME TO mr__old;
ALTER FUNCTION public.r_multirange(public.r[]) RENAME TO mr__old;
ALTER TYPE public.r_multirange RENAME TO mr__old;
ALTER TYPE public.r RENAME TO r__old;
CREATE TYPE public.r AS RANGE (subtype = text, collation = public.c, multirange_type_name = public.r_multirange);
ALTER TABLE public.t ALTER COLUMN z TYPE public.r USING z::text::public.r;
DROP TYPE public.r__old;
CREATE TABLE public.p (
    a text COLLATE public.c
)
PARTITION BY LIST (a);
CREATE TABLE public.p1 PARTITION OF public.p
    FOR VALUES IN ('x');
DROP COLLATION public.c__old;
INSERT INTO public.p (a) SELECT a FROM public.p__old;
DROP TABLE public.p__old;

COMMIT;
