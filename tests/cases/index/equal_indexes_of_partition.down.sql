SET check_function_bodies = off;

BEGIN;

DROP INDEX public.a1p;
DROP INDEX public.a2p;
DROP INDEX public.a3p;
DROP INDEX public.a4p;
CREATE INDEX a1 ON public.t1 (v text_pattern_ops) INCLUDE (id);
CREATE UNIQUE INDEX a2 ON public.t1 (id, v) NULLS NOT DISTINCT;
CREATE INDEX a3 ON public.t1 (lower(v)) WHERE (id > 3);
CREATE INDEX a4 ON public.t1 (id DESC NULLS LAST);

COMMIT;
