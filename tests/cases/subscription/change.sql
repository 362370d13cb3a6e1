-- before
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION a, b WITH (connect = false, slot_name = NONE, binary = true);
ALTER SUBSCRIPTION s OWNER TO postgres;
COMMENT ON SUBSCRIPTION s IS 'old';
CREATE SUBSCRIPTION slot CONNECTION 'host=nowhere' PUBLICATION a WITH (connect = false);
-- after
CREATE SUBSCRIPTION s CONNECTION 'host=elsewhere' PUBLICATION b, c WITH (connect = false, slot_name = 'other', disable_on_error = true);
ALTER SUBSCRIPTION s OWNER TO postgres;
