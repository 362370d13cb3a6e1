-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.r DROP CONSTRAINT r_x_fkey;
ALTER TABLE public.t DETACH PARTITION public.t1;
ALTER TABLE public.t1 DROP CONSTRAINT t1_id_key;
ALTER TABLE public.t DROP CONSTRAINT tu;
ALTER TABLE public.t1 ADD CONSTRAINT my UNIQUE (id);
ALTER TABLE public.r ADD CONSTRAINT r_x_fkey FOREIGN KEY (x) REFERENCES public.t1 (id);

COMMIT;
