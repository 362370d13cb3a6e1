-- exercises: index: create, drop; table: alter
SET check_function_bodies = off;

BEGIN;

DROP INDEX public.l1_c;
ALTER TABLE public.m DETACH PARTITION public.l2;
ALTER TABLE public.m DROP CONSTRAINT m_pk;
ALTER TABLE public.t ADD CONSTRAINT t_pk PRIMARY KEY (a, b);
ALTER TABLE public.t ATTACH PARTITION public.l2 FOR VALUES FROM (100) TO (120);
CREATE INDEX t_c ON public.t (c);

COMMIT;
