SET check_function_bodies = off;

BEGIN;

DROP FOREIGN DATA WRAPPER one;

COMMIT;
