-- exercises: 
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.one RENAME TO renaming_1;
ALTER TABLE public.two RENAME TO one;
ALTER TABLE public.renaming_1 RENAME COLUMN x TO renaming_2;
ALTER TABLE public.renaming_1 RENAME COLUMN four TO x;
ALTER TABLE public.renaming_1 RENAME COLUMN three TO four;
ALTER TABLE public.two_2 RENAME TO three_3;
ALTER TABLE public.one_1 RENAME TO two_2;
ALTER INDEX public.one_idx RENAME TO renaming_3;
ALTER INDEX public.two_idx RENAME TO one_idx;
ALTER TABLE public.renaming_1 RENAME TO two;
ALTER TABLE public.two RENAME COLUMN renaming_2 TO three;
ALTER INDEX public.renaming_3 RENAME TO two_idx;

COMMIT;
