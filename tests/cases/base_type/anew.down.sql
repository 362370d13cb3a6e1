SET check_function_bodies = off;

BEGIN;

DROP FUNCTION public.uses(public.b);
DO $$
DECLARE
    other text;
BEGIN
    WITH RECURSIVE inside(classid, objid) AS (
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::oid, 'public.b'::pg_catalog.regtype::oid
        UNION
        SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::oid, f::oid FROM pg_catalog.unnest(ARRAY['public.b_in(cstring)'::pg_catalog.regprocedure, 'public.b_out(public.b)'::pg_catalog.regprocedure]) f
        UNION
        SELECT d.classid, d.objid
        FROM inside i JOIN pg_catalog.pg_depend d ON d.refclassid = i.classid AND d.refobjid = i.objid AND d.deptype = 'i')
    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) INTO other
    FROM inside i JOIN pg_catalog.pg_depend d ON d.refclassid = i.classid AND d.refobjid = i.objid
    WHERE (d.classid, d.objid) NOT IN (SELECT classid, objid FROM inside) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% depends on a type that is to be dropped with its functions', other
            USING ERRCODE = 'dependent_objects_still_exist';
    END IF;
    DROP TYPE public.b CASCADE;
END
$$;
CREATE TYPE public.b;
CREATE FUNCTION public.b_in(cstring)
    RETURNS public.b
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$textin$$;
CREATE FUNCTION public.b_out(public.b)
    RETURNS cstring
    LANGUAGE internal
    IMMUTABLE
    STRICT
    AS $$textout$$;
CREATE TYPE public.b (input = public.b_in, output = public.b_out, internallength = variable);
CREATE FUNCTION public.uses(public.b)
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;

COMMIT;
