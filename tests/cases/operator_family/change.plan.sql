-- exercises: operator family: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

ALTER OPERATOR FAMILY public.f USING btree DROP
    OPERATOR 1 (integer,bigint);
ALTER OPERATOR FAMILY public.f USING btree OWNER TO two_owner;
COMMENT ON OPERATOR FAMILY public.f USING btree IS NULL;
ALTER OPERATOR FAMILY public.f USING btree ADD
    OPERATOR 5 >(integer,bigint);

COMMIT;
