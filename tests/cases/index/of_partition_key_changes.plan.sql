-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.r DROP CONSTRAINT rf;
ALTER TABLE public.s DROP CONSTRAINT sf;
ALTER TABLE public.t DROP CONSTRAINT p;
ALTER TABLE public.s ADD COLUMN k integer;
ALTER TABLE public.t ADD CONSTRAINT p PRIMARY KEY (id, k);
ALTER TABLE public.s ADD CONSTRAINT sf FOREIGN KEY (id, k) REFERENCES public.t (id, k);
ALTER TABLE public.t1 ADD CONSTRAINT t1u UNIQUE (id);
ALTER TABLE public.r ADD CONSTRAINT rf FOREIGN KEY (id) REFERENCES public.t1 (id);

COMMIT;
