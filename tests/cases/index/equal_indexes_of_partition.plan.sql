-- exercises: index: create, drop
SET check_function_bodies = off;

BEGIN;

DROP INDEX public.a1;
DROP INDEX public.a2;
DROP INDEX public.a3;
DROP INDEX public.a4;
CREATE INDEX a1p ON public.t (v text_pattern_ops) INCLUDE (id);
CREATE UNIQUE INDEX a2p ON public.t (id, v) NULLS NOT DISTINCT;
CREATE INDEX a3p ON public.t (lower(v)) WHERE (id > 3);
CREATE INDEX a4p ON public.t (id DESC NULLS LAST);

COMMIT;
