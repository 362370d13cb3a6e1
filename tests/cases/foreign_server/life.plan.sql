-- exercises: foreign server: comment, create, drop, grant, owner; foreign-data wrapper: create, drop, grant
SET check_function_bodies = off;

BEGIN;

CREATE FOREIGN DATA WRAPPER w;
GRANT ALL ON FOREIGN DATA WRAPPER w TO owner_role;
CREATE SERVER one TYPE 'text' VERSION 'text' FOREIGN DATA WRAPPER w OPTIONS (two 'text', a '2');
ALTER SERVER one OWNER TO owner_role;
COMMENT ON SERVER one IS 'text';
GRANT ALL ON FOREIGN SERVER one TO reader_role;

COMMIT;
