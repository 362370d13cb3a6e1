SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
DROP INDEX public.l1_c;
CREATE INDEX t_c ON public.t (c);
ALTER TABLE public.l2 ADD CONSTRAINT l2__bound CHECK (a IS NOT NULL AND a >= 100 AND a < 120) NOT VALID;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.l2 VALIDATE CONSTRAINT l2__bound;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.m DETACH PARTITION public.l2;
ALTER TABLE public.m DROP CONSTRAINT m_pk;
ALTER TABLE public.t ADD CONSTRAINT t_pk PRIMARY KEY (a, b);
ALTER TABLE public.t ATTACH PARTITION public.l2 FOR VALUES FROM (100) TO (120);
ALTER TABLE public.l2 DROP CONSTRAINT l2__bound;

COMMIT;
