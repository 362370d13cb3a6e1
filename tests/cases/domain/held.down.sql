SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN s DROP DEFAULT;
ALTER TYPE public.was RENAME TO was__old;
CREATE DOMAIN public.was AS text CONSTRAINT was_check CHECK ((VALUE = ANY (ARRAY['on'::text, 'off'::text])));
ALTER TABLE public.t ALTER COLUMN s TYPE public.was USING s::public.was, ALTER COLUMN ss TYPE public.was[] USING ss::public.was[];
DROP TYPE public.was__old;
ALTER DOMAIN public.inner_d RENAME TO inner_d__old;
ALTER DOMAIN public.outer_d RENAME TO outer_d__old;
CREATE DOMAIN public.inner_d AS text CONSTRAINT inner_d_check CHECK ((VALUE <> ''::text));
CREATE DOMAIN public.outer_d AS public.inner_d DEFAULT 'q'::text NOT NULL;
ALTER TABLE public.t ALTER COLUMN b TYPE public.inner_d[] USING b::public.inner_d[], ALTER COLUMN a TYPE public.outer_d USING a::public.outer_d;
DROP DOMAIN public.outer_d__old;
DROP DOMAIN public.inner_d__old;
ALTER DOMAIN public.checked DROP CONSTRAINT checked_check;
ALTER TABLE public.t ALTER COLUMN s SET DEFAULT 'on'::text;
CREATE VIEW public.v AS
 SELECT a,
    s
   FROM public.t;

COMMIT;
