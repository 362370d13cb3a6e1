-- exercises: subscription: comment, create, drop, owner
SET check_function_bodies = off;

BEGIN;

CREATE SUBSCRIPTION one CONNECTION 'host=nowhere dbname=x' PUBLICATION two, three WITH (connect = false, slot_name = NONE, binary = 'true', streaming = 'parallel', origin = 'none');
ALTER SUBSCRIPTION one OWNER TO postgres;
COMMENT ON SUBSCRIPTION one IS 'text';

COMMIT;
