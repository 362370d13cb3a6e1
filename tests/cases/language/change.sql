-- before
CREATE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler;
ALTER LANGUAGE l OWNER TO one_owner;
COMMENT ON LANGUAGE l IS 'old';
-- after
CREATE TRUSTED LANGUAGE l HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
ALTER LANGUAGE l OWNER TO two_owner;
GRANT USAGE ON LANGUAGE l TO reader;
