-- exercises: function: create, drop; range type: comment, create, drop, grant, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FUNCTION two.four(x double precision, y double precision)
    RETURNS double precision
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT x - y$$;
CREATE TYPE two.one AS RANGE (subtype = double precision, subtype_diff = two.four, multirange_type_name = two.three);
ALTER TYPE two.one OWNER TO owner_role;
COMMENT ON TYPE two.one IS 'text';
REVOKE ALL ON TYPE two.one FROM PUBLIC;
GRANT ALL ON TYPE two.one TO reader_role;
CREATE TABLE public.t (
    x two.one,
    y two.three
);

COMMIT;
