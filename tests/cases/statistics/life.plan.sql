-- exercises: schema: create, drop; statistics: comment, create, drop, owner; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE two.three (
    one integer,
    two text
);
CREATE STATISTICS two.one (ndistinct, mcv) ON one, two, (two || 'text'::text) FROM two.three;
ALTER STATISTICS two.one SET STATISTICS 11;
ALTER STATISTICS two.one OWNER TO owner_role;
COMMENT ON STATISTICS two.one IS 'text';

COMMIT;
