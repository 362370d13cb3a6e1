SET check_function_bodies = off;

BEGIN;

DROP TEXT SEARCH TEMPLATE two.one;
DROP SCHEMA two;

COMMIT;
