-- exercises: schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
ALTER TABLE one.p SET SCHEMA two;
ALTER TABLE one.p1 SET SCHEMA two;
ALTER TABLE two.p1 RENAME TO three;
ALTER TABLE public.k SET SCHEMA two;

COMMIT;
