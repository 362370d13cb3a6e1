-- exercises: foreign-data wrapper: alter, comment, grant
SET check_function_bodies = off;

BEGIN;

COMMENT ON FOREIGN DATA WRAPPER w IS NULL;
GRANT ALL ON FOREIGN DATA WRAPPER w TO reader;
ALTER FOREIGN DATA WRAPPER w VALIDATOR postgresql_fdw_validator OPTIONS (DROP b, DROP a);

COMMIT;
