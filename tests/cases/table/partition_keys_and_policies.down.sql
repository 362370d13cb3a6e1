SET check_function_bodies = off;

BEGIN;

DROP POLICY p ON public.t1;
DROP POLICY p ON public.t2;
ALTER TABLE public.d DROP CONSTRAINT d_id_k_fkey;
ALTER TABLE public.t DROP CONSTRAINT t_pk;
ALTER TABLE public.d ALTER COLUMN id TYPE integer;
ALTER TABLE public.t ALTER COLUMN id TYPE integer;
ALTER TABLE public.t1 ADD CONSTRAINT t1_pk PRIMARY KEY (id, k);
ALTER TABLE public.d ADD CONSTRAINT d_id_k_fkey FOREIGN KEY (id, k) REFERENCES public.t1 (id, k);
ALTER TABLE public.t2 ADD CONSTRAINT t2_pk PRIMARY KEY (id, k);
CREATE POLICY p ON public.t1 USING (EXISTS ( SELECT
   FROM public.d
  WHERE (d.id = t1.id)));
CREATE POLICY p ON public.t2 FOR SELECT USING (id > 0);

COMMIT;
