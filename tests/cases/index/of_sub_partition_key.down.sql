SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t ADD CONSTRAINT tp PRIMARY KEY (a, b);
ALTER INDEX public.tp ATTACH PARTITION public.m_pkey;

COMMIT;
