-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

DROP POLICY p ON public.t1;
DROP POLICY p ON public.t2;
ALTER TABLE public.d DROP CONSTRAINT d_id_k_fkey;
ALTER TABLE public.d ALTER COLUMN id TYPE bigint;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint;
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pk PRIMARY KEY (id, k);
ALTER INDEX public.t_pk ATTACH PARTITION public.t1_pk;
ALTER INDEX public.t_pk ATTACH PARTITION public.t2_pk;
ALTER TABLE public.d ADD CONSTRAINT d_id_k_fkey FOREIGN KEY (id, k) REFERENCES public.t (id, k);
CREATE POLICY p ON public.t1 USING (EXISTS ( SELECT
   FROM public.d
  WHERE (d.id = t1.id)));
CREATE POLICY p ON public.t2 FOR SELECT USING (id > 0);

COMMIT;
