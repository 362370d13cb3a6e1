-- exercises: sequence: create, drop; table: alter
SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.four ALTER COLUMN n DROP DEFAULT;
ALTER TABLE public.one ALTER COLUMN id DROP DEFAULT;
ALTER SEQUENCE public.four_n_seq RENAME TO four_n_seq__old;
ALTER SEQUENCE public.one_id_seq RENAME TO one_id_seq__old;
SELECT pg_catalog.setval('public.four_id_seq', -100, false) FROM public.four_id_seq WHERE last_value < -100;
ALTER TABLE public.four ALTER COLUMN id SET MINVALUE -100;
ALTER TABLE public.four ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.four_n_seq', last_value, is_called) FROM public.four_n_seq__old;
DROP SEQUENCE public.four_n_seq__old;
ALTER TABLE public.one ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.one_id_seq', last_value, is_called) FROM public.one_id_seq__old;
DROP SEQUENCE public.one_id_seq__old;
ALTER TABLE public.three ALTER COLUMN id TYPE bigint;
ALTER TABLE public.three ALTER COLUMN id SET MAXVALUE 5000000000 SET START WITH 3000000000;
ALTER SEQUENCE public.two_id_seq RENAME TO two_id_seq__old;
CREATE SEQUENCE public.two_id_seq AS integer;
SELECT pg_catalog.setval('public.two_id_seq', last_value, is_called) FROM public.two_id_seq__old;
ALTER TABLE public.two ALTER COLUMN id DROP IDENTITY;
ALTER SEQUENCE public.two_id_seq OWNED BY public.two.id;
ALTER TABLE public.two ALTER COLUMN id SET DEFAULT nextval('public.two_id_seq'::regclass);

COMMIT;
