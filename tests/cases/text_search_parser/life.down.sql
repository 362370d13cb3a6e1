SET check_function_bodies = off;

BEGIN;

DROP TEXT SEARCH PARSER two.one;
DROP SCHEMA two;

COMMIT;
