SET check_function_bodies = off;

BEGIN;

DROP TABLE public.t;
DO $$
DECLARE
    other text;
BEGIN
    WITH RECURSIVE inside(classid, objid) AS (
        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::oid, 'two.one'::pg_catalog.regtype::oid
        UNION
        SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::oid, f::oid FROM pg_catalog.unnest(ARRAY['two.one(two.one)'::pg_catalog.regprocedure]) f
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
    DROP TYPE two.one CASCADE;
END
$$;
DROP SCHEMA two;

COMMIT;
