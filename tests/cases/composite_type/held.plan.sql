-- exercises: composite type: alter
SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.inner_c RENAME TO inner_c__old;
ALTER TYPE public.outer_c RENAME TO outer_c__old;
CREATE TYPE public.inner_c AS (y text, x bigint);
CREATE TYPE public.outer_c AS (i public.inner_c, a public.inner_c[], n integer);
CREATE FUNCTION public.outer_c__old(public.outer_c__old[]) RETURNS public.outer_c[] LANGUAGE plpgsql STRICT AS $$
DECLARE
    made public.outer_c[] := '{}';
BEGIN
    IF pg_catalog.array_ndims($1) > 1 THEN
        RAISE EXCEPTION 'an array of several dimensions cannot be converted';
    END IF;
    FOR i IN coalesce(pg_catalog.array_lower($1, 1), 1) .. coalesce(pg_catalog.array_upper($1, 1), 0) LOOP
        made[i] := CASE WHEN $1[i] IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN ($1[i]).i IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(NULL::text, (($1[i]).i).x::bigint)::public.inner_c END, public.inner_c__old(($1[i]).a), NULL::integer)::public.outer_c END;
    END LOOP;
    RETURN made;
END
$$;
CREATE FUNCTION public.inner_c__old(public.inner_c__old[]) RETURNS public.inner_c[] LANGUAGE plpgsql STRICT AS $$
DECLARE
    made public.inner_c[] := '{}';
BEGIN
    IF pg_catalog.array_ndims($1) > 1 THEN
        RAISE EXCEPTION 'an array of several dimensions cannot be converted';
    END IF;
    FOR i IN coalesce(pg_catalog.array_lower($1, 1), 1) .. coalesce(pg_catalog.array_upper($1, 1), 0) LOOP
        made[i] := CASE WHEN $1[i] IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(NULL::text, ($1[i]).x::bigint)::public.inner_c END;
    END LOOP;
    RETURN made;
END
$$;
ALTER TABLE public.t ALTER COLUMN o TYPE public.outer_c USING CASE WHEN o IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN (o).i IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(NULL::text, ((o).i).x::bigint)::public.inner_c END, public.inner_c__old((o).a), NULL::integer)::public.outer_c END, ALTER COLUMN oo TYPE public.outer_c[] USING public.outer_c__old(oo);
DROP FUNCTION public.outer_c__old(public.outer_c__old[]);
DROP FUNCTION public.inner_c__old(public.inner_c__old[]);
DROP TYPE public.outer_c__old;
DROP TYPE public.inner_c__old;

COMMIT;
