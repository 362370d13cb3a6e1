SET check_function_bodies = off;

BEGIN;

ALTER OPERATOR FAMILY public.f USING btree DROP
    OPERATOR 5 (integer,bigint);
ALTER OPERATOR FAMILY public.f USING btree OWNER TO one_owner;
COMMENT ON OPERATOR FAMILY public.f USING btree IS 'old';
ALTER OPERATOR FAMILY public.f USING btree ADD
    OPERATOR 1 <(integer,bigint);

COMMIT;
