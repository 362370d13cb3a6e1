SET check_function_bodies = off;

BEGIN;

DROP SERVER one;
DROP FOREIGN DATA WRAPPER w;

COMMIT;
