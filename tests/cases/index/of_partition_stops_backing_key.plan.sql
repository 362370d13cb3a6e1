-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.r DROP CONSTRAINT r_id_fkey;
ALTER TABLE public.t DROP CONSTRAINT p;
ALTER TABLE public.t1 ADD CONSTRAINT t1_pkey PRIMARY KEY (id);
ALTER TABLE public.r ADD CONSTRAINT r_id_fkey FOREIGN KEY (id) REFERENCES public.t1 (id);
ALTER TABLE public.t2 ADD CONSTRAINT t2_id_key UNIQUE (id);

COMMIT;
