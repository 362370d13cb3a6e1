SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t2 DROP CONSTRAINT t2_id_key;
ALTER TABLE public.t ADD CONSTRAINT p PRIMARY KEY (id);
ALTER INDEX public.p ATTACH PARTITION public.t1_pkey;

COMMIT;
