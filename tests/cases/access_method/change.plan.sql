-- exercises: access method: alter, comment
SET check_function_bodies = off;

BEGIN;

DROP ACCESS METHOD m;
CREATE ACCESS METHOD m TYPE INDEX HANDLER hashhandler;

COMMIT;
