SET check_function_bodies = off;

BEGIN;

DROP TEXT SEARCH DICTIONARY two.one;
DROP SCHEMA two;

COMMIT;
