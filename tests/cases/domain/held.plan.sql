-- exercises: domain: alter, create, drop; enum: create, drop; table: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN s DROP DEFAULT;
ALTER DOMAIN public.checked RENAME TO checked__old;
ALTER TYPE public.c RENAME TO c__old;
CREATE DOMAIN public.checked AS integer CONSTRAINT checked_check CHECK ((VALUE > 0));
CREATE TYPE public.c AS (x public.checked, y integer);
ALTER TABLE public.t ALTER COLUMN c TYPE public.c USING CASE WHEN c IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((c).x::public.checked, (c).y::integer)::public.c END;
DROP TYPE public.c__old;
DROP DOMAIN public.checked__old;
ALTER DOMAIN public.inner_d RENAME TO inner_d__old;
ALTER DOMAIN public.outer_d RENAME TO outer_d__old;
CREATE DOMAIN public.inner_d AS character varying(30) CONSTRAINT inner_d_check CHECK (((VALUE)::text <> ''::text));
CREATE DOMAIN public.outer_d AS public.inner_d DEFAULT 'r'::character varying;
ALTER TABLE public.t ALTER COLUMN b TYPE public.inner_d[] USING b::public.inner_d[], ALTER COLUMN a TYPE public.outer_d USING a::public.outer_d;
DROP DOMAIN public.outer_d__old;
DROP DOMAIN public.inner_d__old;
ALTER DOMAIN public.was RENAME TO was__old;
CREATE TYPE public.was AS ENUM ('on', 'off');
ALTER TABLE public.t ALTER COLUMN s TYPE public.was USING s::public.was, ALTER COLUMN ss TYPE public.was[] USING ss::public.was[];
DROP DOMAIN public.was__old;
ALTER TABLE public.t ALTER COLUMN s SET DEFAULT 'on'::public.was;
CREATE VIEW public.v AS
 SELECT a,
    s
   FROM public.t;

COMMIT;
