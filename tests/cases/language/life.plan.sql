-- exercises: function: create, drop; language: comment, create, drop, grant, owner
SET check_function_bodies = off;

BEGIN;

CREATE TRUSTED LANGUAGE one HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
ALTER LANGUAGE one OWNER TO owner_role;
COMMENT ON LANGUAGE one IS 'text';
REVOKE ALL ON LANGUAGE one FROM PUBLIC;
GRANT ALL ON LANGUAGE one TO reader_role;
CREATE FUNCTION public.f()
    RETURNS integer
    LANGUAGE one
    AS $$BEGIN RETURN 1; END$$;

COMMIT;
