SET check_function_bodies = off;

BEGIN;

DROP OPERATOR FAMILY two.one USING btree;
DROP SCHEMA two;

COMMIT;
