-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER TYPE one.three SET SCHEMA two;
ALTER TYPE one.four SET SCHEMA two;
DO $$
DECLARE
    maker pg_catalog.regprocedure;
BEGIN
    FOR maker IN
        SELECT objid FROM pg_catalog.pg_depend
        WHERE classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND deptype = 'i'
            AND refobjid IN ('two.three'::pg_catalog.regtype, 'two.four'::pg_catalog.regtype)
        ORDER BY objid
    LOOP
        EXECUTE pg_catalog.format('ALTER FUNCTION %s SET SCHEMA %I', maker, 'two');
    END LOOP;
END
$$;
DROP SCHEMA one;

COMMIT;
