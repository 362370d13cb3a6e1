-- exercises: base type: comment, create, drop, grant, owner; function: create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TYPE two.one;
CREATE FUNCTION two.one(cstring)
    RETURNS two.one
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$int4in$$;
CREATE FUNCTION two.three(two.one)
    RETURNS cstring
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$int4out$$;
CREATE TYPE two.one (input = two.one, output = two.three, internallength = 4, passedbyvalue = true, category = 'x', preferred = true, "default" = '42', delimiter = ';');
ALTER TYPE two.one OWNER TO owner_role;
COMMENT ON TYPE two.one IS 'text';
REVOKE ALL ON TYPE two.one FROM PUBLIC;
GRANT ALL ON TYPE two.one TO reader_role;
CREATE FUNCTION public.same(two.one, two.one)
    RETURNS boolean
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$int4eq$$;
CREATE TABLE public.t (
    x two.one,
    y two.one[]
);

COMMIT;
