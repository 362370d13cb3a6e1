-- exercises: operator family: comment, create, drop, owner; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE OPERATOR FAMILY two.one USING btree;
ALTER OPERATOR FAMILY two.one USING btree ADD
    FUNCTION 1 (integer, bigint) btint48cmp(integer,bigint),
    OPERATOR 1 <(integer,bigint);
ALTER OPERATOR FAMILY two.one USING btree OWNER TO owner_role;
COMMENT ON OPERATOR FAMILY two.one USING btree IS 'text';

COMMIT;
