SET check_function_bodies = off;

BEGIN;

ALTER USER MAPPING FOR one_owner SERVER s OPTIONS (DROP c, SET "user" 'x', ADD b '1');

COMMIT;
