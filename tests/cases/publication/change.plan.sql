-- exercises: publication: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

ALTER PUBLICATION p OWNER TO two_owner;
COMMENT ON PUBLICATION p IS NULL;
ALTER PUBLICATION p SET (publish = 'insert, delete');
ALTER PUBLICATION p SET TABLE public.t (x) WHERE (x > 1);

COMMIT;
