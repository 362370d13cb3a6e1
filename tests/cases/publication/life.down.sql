SET check_function_bodies = off;

BEGIN;

DROP PUBLICATION one;
DROP PUBLICATION three;
DROP PUBLICATION two;
DROP TABLE public.t;
DROP TABLE two.three;
DROP SCHEMA two;

COMMIT;
