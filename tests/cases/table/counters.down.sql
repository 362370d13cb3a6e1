SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.two ALTER COLUMN id DROP DEFAULT;
ALTER SEQUENCE public.two_id_seq RENAME TO two_id_seq__old;
ALTER TABLE public.four ALTER COLUMN id SET MINVALUE -9223372036854775808;
ALTER SEQUENCE public.four_n_seq RENAME TO four_n_seq__old;
CREATE SEQUENCE public.four_n_seq;
SELECT pg_catalog.setval('public.four_n_seq', last_value, is_called) FROM public.four_n_seq__old;
ALTER TABLE public.four ALTER COLUMN n DROP IDENTITY;
ALTER SEQUENCE public.four_n_seq OWNED BY public.four.n;
ALTER TABLE public.four ALTER COLUMN n SET DEFAULT nextval('public.four_n_seq'::regclass);
ALTER SEQUENCE public.one_id_seq RENAME TO one_id_seq__old;
CREATE SEQUENCE public.one_id_seq AS integer;
SELECT pg_catalog.setval('public.one_id_seq', last_value, is_called) FROM public.one_id_seq__old;
ALTER TABLE public.one ALTER COLUMN id DROP IDENTITY;
ALTER SEQUENCE public.one_id_seq OWNED BY public.one.id;
ALTER TABLE public.one ALTER COLUMN id SET DEFAULT nextval('public.one_id_seq'::regclass);
SELECT pg_catalog.setval('public.three_id_seq', 2147483647, false) FROM public.three_id_seq WHERE last_value > 2147483647;
ALTER TABLE public.three ALTER COLUMN id SET START WITH 1 SET MAXVALUE 2147483647;
ALTER TABLE public.three ALTER COLUMN id TYPE integer;
ALTER TABLE public.two ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.two_id_seq', last_value, is_called) FROM public.two_id_seq__old;
DROP SEQUENCE public.two_id_seq__old;

COMMIT;
