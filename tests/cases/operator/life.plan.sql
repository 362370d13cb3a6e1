-- exercises: function: create, drop; operator: comment, create, drop, owner; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FUNCTION two.three(integer, integer)
    RETURNS boolean
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$int4eq$$;
CREATE OPERATOR two.!== (function = int4ne, leftarg = integer, rightarg = integer, negator = OPERATOR(two.===));
CREATE OPERATOR two.-@ (function = int4um, rightarg = integer);
CREATE OPERATOR two.=== (function = two.three, leftarg = integer, rightarg = integer, commutator = OPERATOR(two.===), negator = OPERATOR(two.!==), restrict = eqsel, join = eqjoinsel, hashes = true, merges = true);
ALTER OPERATOR two.=== (integer, integer) OWNER TO owner_role;
COMMENT ON OPERATOR two.=== (integer, integer) IS 'text';

COMMIT;
