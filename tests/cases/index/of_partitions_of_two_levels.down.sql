SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t DETACH PARTITION public.l2;
DROP INDEX public.l2_c_idx;
DROP INDEX public.t_c;
ALTER TABLE public.t DROP CONSTRAINT t_pk;
ALTER TABLE public.m ADD CONSTRAINT m_pk PRIMARY KEY (a, b);
ALTER TABLE public.m ATTACH PARTITION public.l2 FOR VALUES FROM (10) TO (20);
CREATE INDEX l1_c ON public.l1 (c);

COMMIT;
