-- exercises: policy: alter; table: alter
SET check_function_bodies = off;

BEGIN;

DROP POLICY p1 ON public.t1;
DROP POLICY p2 ON public.t2;
ALTER TABLE public.t1 DROP CONSTRAINT t1_pk;
ALTER TABLE public.t2 DROP CONSTRAINT t2_pk;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint;
ALTER TABLE public.t ADD CONSTRAINT t_pk PRIMARY KEY (id, k);
ALTER TABLE public.t1 DISABLE ROW LEVEL SECURITY;
ALTER TABLE public.t2 ENABLE ROW LEVEL SECURITY;
CREATE POLICY p1 ON public.t1 USING (id IN ( SELECT t2.id
   FROM public.t2
  WHERE (t2.k = 1)));
CREATE POLICY p2 ON public.t2 USING (id IN ( SELECT t1.id
   FROM public.t1));
ALTER POLICY p ON public.t USING (owner = SESSION_USER);

COMMIT;
