SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA one;
ALTER TYPE two.three SET SCHEMA one;
ALTER TYPE two.four SET SCHEMA one;
DO $$
DECLARE
    maker pg_catalog.regprocedure;
BEGIN
    FOR maker IN
        SELECT objid FROM pg_catalog.pg_depend
        WHERE classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND deptype = 'i'
            AND refobjid IN ('one.three'::pg_catalog.regtype, 'one.four'::pg_catalog.regtype)
        ORDER BY objid
    LOOP
        EXECUTE pg_catalog.format('ALTER FUNCTION %s SET SCHEMA %I', maker, 'one');
    END LOOP;
END
$$;
DROP SCHEMA two;

COMMIT;
