SET check_function_bodies = off;

BEGIN;

ALTER AGGREGATE public.a(integer) OWNER TO one_owner;
COMMENT ON AGGREGATE public.a(integer) IS 'old';
REVOKE ALL ON FUNCTION public.a(integer) FROM reader;
CREATE OR REPLACE AGGREGATE public.a(integer) (
    sfunc = int4pl,
    stype = integer
);

COMMIT;
