-- exercises: index: alter, create, drop
SET check_function_bodies = off;

BEGIN;

CREATE INDEX four ON ONLY public.one (k);
CREATE INDEX two_k_idx ON ONLY public.two (k);
ALTER INDEX public.four ATTACH PARTITION public.two_k_idx;
ALTER INDEX public.two_k_idx ATTACH PARTITION public.local;

COMMIT;
