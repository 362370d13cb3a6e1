SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER VIEW two.v SET SCHEMA one;
ALTER TABLE two.three RENAME COLUMN four TO three;
ALTER TABLE two.three SET SCHEMA one;
ALTER TABLE one.three RENAME TO two;
ALTER TABLE two.two RENAME TO one;
ALTER TABLE two.one SET SCHEMA one;
DROP SCHEMA two;

COMMIT;
