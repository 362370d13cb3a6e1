-- exercises: aggregate: comment, create, drop, grant, owner; function: create, drop; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FUNCTION two.three(integer, integer)
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    AS $$SELECT coalesce($1, 0) + $2$$;
CREATE AGGREGATE two.one(double precision ORDER BY double precision) (
    sfunc = ordered_set_transition,
    stype = internal,
    finalfunc = percentile_disc_final,
    finalfunc_extra
);
CREATE AGGREGATE two.one(one integer) (
    sfunc = two.three,
    stype = integer,
    initcond = '0',
    parallel = SAFE
);
ALTER AGGREGATE two.one(integer) OWNER TO owner_role;
COMMENT ON AGGREGATE two.one(integer) IS 'text';
REVOKE ALL ON FUNCTION two.one(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION two.one(integer) TO reader_role;

COMMIT;
