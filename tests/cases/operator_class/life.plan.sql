-- exercises: index: create, drop; operator class: comment, create, drop, owner; operator family: create, drop; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE OPERATOR FAMILY two.one USING btree;
CREATE OPERATOR CLASS two.one FOR TYPE integer USING btree FAMILY two.one AS
    FUNCTION 1 (integer, integer) btint4cmp(integer,integer),
    OPERATOR 1 <(integer,integer),
    OPERATOR 2 <=(integer,integer),
    OPERATOR 3 =(integer,integer),
    OPERATOR 4 >=(integer,integer),
    OPERATOR 5 >(integer,integer);
ALTER OPERATOR CLASS two.one USING btree OWNER TO owner_role;
COMMENT ON OPERATOR CLASS two.one USING btree IS 'text';
CREATE TABLE public.t (
    x integer
);
CREATE INDEX i ON public.t (x two.one);

COMMIT;
