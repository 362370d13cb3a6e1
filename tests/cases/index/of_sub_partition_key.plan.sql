-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.r DROP CONSTRAINT r_a_b_fkey;
ALTER TABLE public.r2 DROP CONSTRAINT r2_a_b_fkey;
ALTER TABLE public.t DROP CONSTRAINT tp;
ALTER TABLE public.m ADD CONSTRAINT m_pkey PRIMARY KEY (a, b);
ALTER TABLE public.r ADD CONSTRAINT r_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.l1 (a, b);
ALTER TABLE public.r2 ADD CONSTRAINT r2_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.m (a, b);

COMMIT;
