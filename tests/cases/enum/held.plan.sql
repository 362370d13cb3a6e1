-- exercises: domain: alter; enum: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN cs DROP DEFAULT;
DROP FUNCTION public.f(public.o);
ALTER FUNCTION public.r(public.e, public.e) RENAME TO r__old;
ALTER FUNCTION public.r(public.e, public.e, text) RENAME TO r__old;
ALTER FUNCTION public.r_multirange() RENAME TO mr__old;
ALTER FUNCTION public.r_multirange(public.r) RENAME TO mr__old;
ALTER FUNCTION public.r_multirange(public.r[]) RENAME TO mr__old;
ALTER TYPE public.r_multirange RENAME TO mr__old;
ALTER TYPE public.e RENAME TO e__old;
ALTER DOMAIN public.d RENAME TO d__old;
ALTER TYPE public.c RENAME TO c__old;
ALTER TYPE public.o RENAME TO o__old;
ALTER TYPE public.r RENAME TO r__old;
CREATE TYPE public.e AS ENUM ('c', 'a');
CREATE DOMAIN public.d AS public.e DEFAULT 'a'::public.e CONSTRAINT d_check CHECK ((VALUE <> 'c'::public.e));
CREATE TYPE public.c AS (x public.e, y public.d[]);
CREATE TYPE public.o AS (c public.c, n integer);
CREATE TYPE public.r AS RANGE (subtype = public.e, subtype_opclass = pg_catalog.enum_ops, multirange_type_name = public.r_multirange);
CREATE FUNCTION public.c__old(public.c__old[]) RETURNS public.c[] LANGUAGE plpgsql STRICT AS $$
DECLARE
    made public.c[] := '{}';
BEGIN
    IF pg_catalog.array_ndims($1) > 1 THEN
        RAISE EXCEPTION 'an array of several dimensions cannot be converted';
    END IF;
    FOR i IN coalesce(pg_catalog.array_lower($1, 1), 1) .. coalesce(pg_catalog.array_upper($1, 1), 0) LOOP
        made[i] := CASE WHEN $1[i] IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1[i]).x::text::public.e, ($1[i]).y::text[]::public.d[])::public.c END;
    END LOOP;
    RETURN made;
END
$$;
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING d::text::public.d, ALTER COLUMN ds TYPE public.d[] USING ds::text[]::public.d[], ALTER COLUMN c TYPE public.c USING CASE WHEN c IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((c).x::text::public.e, (c).y::text[]::public.d[])::public.c END, ALTER COLUMN cs TYPE public.c[] USING public.c__old(cs), ALTER COLUMN o TYPE public.o USING CASE WHEN o IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN (o).c IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(((o).c).x::text::public.e, ((o).c).y::text[]::public.d[])::public.c END, (o).n::integer)::public.o END, ALTER COLUMN r TYPE public.r USING r::text::public.r;
DROP FUNCTION public.c__old(public.c__old[]);
DROP TYPE public.r__old;
DROP TYPE public.o__old;
DROP TYPE public.c__old;
DROP DOMAIN public.d__old;
DROP TYPE public.e__old;
CREATE FUNCTION public.f(public.o)
    RETURNS public.e
    LANGUAGE sql
    AS $$SELECT ($1).c.x$$;
ALTER TABLE public.t ALTER COLUMN cs SET DEFAULT ARRAY[]::public.c[];
CREATE VIEW public.v AS
 SELECT d,
    (c).x AS x
   FROM public.t;

COMMIT;
