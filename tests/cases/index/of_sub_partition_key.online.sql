SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r DROP CONSTRAINT r_a_b_fkey;
ALTER TABLE public.r2 DROP CONSTRAINT r2_a_b_fkey;
ALTER TABLE public.t DROP CONSTRAINT tp;
ALTER TABLE public.m ADD CONSTRAINT m_pkey PRIMARY KEY (a, b);
ALTER TABLE public.r ADD CONSTRAINT r_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.l1 (a, b) NOT VALID;
ALTER TABLE public.r2 ADD CONSTRAINT r2_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.m (a, b) NOT VALID;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r VALIDATE CONSTRAINT r_a_b_fkey;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.r2 VALIDATE CONSTRAINT r2_a_b_fkey;

COMMIT;
