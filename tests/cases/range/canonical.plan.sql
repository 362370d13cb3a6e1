-- exercises: function: create, drop; range type: comment, create, drop, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TYPE two.one;
CREATE FUNCTION two.one(two.one)
    RETURNS two.one
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$int4range_canonical$$;
CREATE TYPE two.one AS RANGE (subtype = integer, canonical = two.one, multirange_type_name = two.three);
ALTER TYPE two.one OWNER TO owner_role;
COMMENT ON TYPE two.one IS 'text';
CREATE TABLE public.t (
    x two.one,
    y two.one[]
);

COMMIT;
