-- exercises: foreign server: create, drop; foreign-data wrapper: create, drop; user mapping: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER one FOREIGN DATA WRAPPER w;
CREATE USER MAPPING FOR owner_role SERVER one OPTIONS (two 'text');
CREATE USER MAPPING FOR PUBLIC SERVER one;

COMMIT;
