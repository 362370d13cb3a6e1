SET check_function_bodies = off;

BEGIN;

DROP SUBSCRIPTION one;

COMMIT;
