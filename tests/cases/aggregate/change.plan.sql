-- exercises: aggregate: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

ALTER AGGREGATE public.a(integer) OWNER TO two_owner;
COMMENT ON AGGREGATE public.a(integer) IS NULL;
GRANT ALL ON FUNCTION public.a(integer) TO reader;
CREATE OR REPLACE AGGREGATE public.a(integer) (
    sfunc = int4pl,
    stype = integer,
    initcond = '5'
);

COMMIT;
