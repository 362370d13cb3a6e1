-- exercises: base type: alter, comment, owner; function: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.s OWNER TO two_owner;
COMMENT ON TYPE public.s IS NULL;
CREATE FUNCTION public.whole_in(cstring)
    RETURNS public.whole
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$textin$$;
CREATE FUNCTION public.whole_out(public.whole)
    RETURNS cstring
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$textout$$;
CREATE TYPE public.whole (input = public.whole_in, output = public.whole_out, internallength = variable, storage = extended, collatable = true);
CREATE TABLE public.t (
    x public.whole COLLATE pg_catalog."C"
);

COMMIT;
