SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.one ALTER COLUMN n DROP DEFAULT;
DROP SEQUENCE public.one_n_seq;
CREATE SEQUENCE public.three_id_seq AS integer;
ALTER SEQUENCE public.three_id_seq OWNED BY public.three.id;
LOCK TABLE public.four IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.four__old AS SELECT id, k FROM public.four;
DROP TABLE public.p1;
DROP TABLE public.four;
CREATE TABLE public.four (
    id bigint,
    k integer
)
PARTITION BY LIST (k);
CREATE TABLE public.p1 PARTITION OF public.four
    FOR VALUES IN (1);
INSERT INTO public.four (id, k) SELECT id, k FROM public.four__old;
DROP TABLE public.four__old;
ALTER TABLE public.one ALTER COLUMN id DROP IDENTITY;
ALTER TABLE public.two DETACH PARTITION public.three;
ALTER TABLE public.three ALTER COLUMN id SET DEFAULT nextval('public.three_id_seq'::regclass);
SELECT pg_catalog.setval('public.three_id_seq', pg_catalog.max(id)) FROM public.three HAVING pg_catalog.max(id) >= (SELECT last_value FROM public.three_id_seq);

COMMIT;
