SET check_function_bodies = off;

BEGIN;

ALTER INDEX public.two_idx RENAME TO renaming_3;
ALTER TABLE public.two RENAME COLUMN three TO renaming_2;
ALTER TABLE public.two RENAME TO renaming_1;
ALTER INDEX public.one_idx RENAME TO two_idx;
ALTER INDEX public.renaming_3 RENAME TO one_idx;
ALTER TABLE public.two_2 RENAME TO one_1;
ALTER TABLE public.three_3 RENAME TO two_2;
ALTER TABLE public.renaming_1 RENAME COLUMN four TO three;
ALTER TABLE public.renaming_1 RENAME COLUMN x TO four;
ALTER TABLE public.renaming_1 RENAME COLUMN renaming_2 TO x;
ALTER TABLE public.one RENAME TO two;
ALTER TABLE public.renaming_1 RENAME TO one;

COMMIT;
