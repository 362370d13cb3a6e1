SET check_function_bodies = off;

BEGIN;

DROP EVENT TRIGGER one;
DROP FUNCTION two.one();
DROP SCHEMA two;

COMMIT;
