-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t DROP CONSTRAINT u;
ALTER TABLE public.t1 DROP CONSTRAINT l;
ALTER TABLE public.t ADD CONSTRAINT u UNIQUE (k, id);
ALTER TABLE public.t1 ADD CONSTRAINT l UNIQUE (id, k);

COMMIT;
