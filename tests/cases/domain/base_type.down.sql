SET check_function_bodies = off;

BEGIN;

ALTER DOMAIN public.one RENAME TO one__old;
ALTER TYPE public.three RENAME TO three__old;
CREATE DOMAIN public.one AS numeric(10,2) CONSTRAINT one_check CHECK ((VALUE >= (0)::numeric));
CREATE TYPE public.three AS (sku text, price public.one);
CREATE FUNCTION public.three__old(public.three__old[]) RETURNS public.three[] LANGUAGE plpgsql STRICT AS $$
DECLARE
    made public.three[] := '{}';
BEGIN
    IF pg_catalog.array_ndims($1) > 1 THEN
        RAISE EXCEPTION 'an array of several dimensions cannot be converted';
    END IF;
    FOR i IN coalesce(pg_catalog.array_lower($1, 1), 1) .. coalesce(pg_catalog.array_upper($1, 1), 0) LOOP
        made[i] := CASE WHEN $1[i] IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(($1[i]).sku::text, ($1[i]).price::public.one)::public.three END;
    END LOOP;
    RETURN made;
END
$$;
ALTER TABLE public.four ALTER COLUMN price TYPE public.one USING price::public.one, ALTER COLUMN steps TYPE public.one[] USING steps::public.one[], ALTER COLUMN line TYPE public.three USING CASE WHEN line IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((line).sku::text, (line).price::public.one)::public.three END, ALTER COLUMN lines TYPE public.three[] USING public.three__old(lines);
DROP FUNCTION public.three__old(public.three__old[]);
DROP TYPE public.three__old;
DROP DOMAIN public.one__old;
ALTER DOMAIN public.two RENAME TO two__old;
CREATE DOMAIN public.two AS integer;
ALTER TABLE public.four ALTER COLUMN code TYPE public.two USING code::public.two;
DROP DOMAIN public.two__old;

COMMIT;
