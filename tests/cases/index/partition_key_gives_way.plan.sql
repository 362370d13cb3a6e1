-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.r DROP CONSTRAINT r_id_fkey;
ALTER TABLE public.t1 DROP CONSTRAINT t1_pk;
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
ALTER TABLE public.r ADD CONSTRAINT r_id_fkey FOREIGN KEY (id) REFERENCES public.t (id);

COMMIT;
