-- exercises: sequence: alter
SET check_function_bodies = off;

BEGIN;

ALTER SEQUENCE public.s AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE -1 START WITH -5 RESTART;
SELECT pg_catalog.setval('public.span', 60, false) FROM public.span WHERE last_value < 60;
SELECT pg_catalog.setval('public.span', 70, false) FROM public.span WHERE last_value > 70;
ALTER SEQUENCE public.span MINVALUE 60 MAXVALUE 70 START WITH 60;

COMMIT;
