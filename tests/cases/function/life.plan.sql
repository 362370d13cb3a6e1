-- exercises: function: comment, create, drop, grant, owner; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FUNCTION public.atomic(x integer)
    RETURNS SETOF text
    LANGUAGE sql
BEGIN ATOMIC
 SELECT 'text'::text AS one
 UNION
  SELECT 'b'::text AS "?column?"
   WHERE (EXISTS ( SELECT 'y'::text AS "?column?"));
END;
CREATE FUNCTION two.four(one integer)
    RETURNS integer
    LANGUAGE sql
RETURN (one + 1);
CREATE FUNCTION two.one(one integer, two text DEFAULT 'text'::text)
    RETURNS TABLE(three text)
    LANGUAGE sql
    STABLE
    SECURITY DEFINER
    SET search_path TO 'one', 'two'
    AS $$SELECT 'text'::text$$;
ALTER FUNCTION two.one(integer, text) OWNER TO owner_role;
COMMENT ON FUNCTION two.one(integer, text) IS 'text';
REVOKE ALL ON FUNCTION two.one(integer, text) FROM PUBLIC;
GRANT ALL ON FUNCTION two.one(integer, text) TO reader_role;
CREATE PROCEDURE two.three(OUT one integer, INOUT two integer)
    LANGUAGE sql
    AS $$SELECT 1, 2$$;
COMMENT ON PROCEDURE two.three(OUT one integer, INOUT two integer) IS 'text';

COMMIT;
