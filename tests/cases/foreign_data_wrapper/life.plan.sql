-- exercises: foreign-data wrapper: comment, create, drop, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE FOREIGN DATA WRAPPER one VALIDATOR postgresql_fdw_validator;
ALTER FOREIGN DATA WRAPPER one OWNER TO postgres;
COMMENT ON FOREIGN DATA WRAPPER one IS 'text';
GRANT ALL ON FOREIGN DATA WRAPPER one TO reader_role;

COMMIT;
