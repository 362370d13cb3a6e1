SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.three ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE public.three_id_seq;
CREATE SEQUENCE public.one_n_seq AS smallint;
ALTER SEQUENCE public.one_n_seq OWNED BY public.one.n;
LOCK TABLE public.four IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.four__old AS SELECT id, k FROM public.four;
DROP TABLE public.p1;
DROP TABLE public.four;
CREATE TABLE public.four (
    id bigint GENERATED ALWAYS AS IDENTITY,
    k bigint
)
PARTITION BY LIST (k);
CREATE TABLE public.p1 PARTITION OF public.four
    FOR VALUES IN ('1');
INSERT INTO public.four (id, k) OVERRIDING SYSTEM VALUE SELECT id, k FROM public.four__old;
DROP TABLE public.four__old;
SELECT pg_catalog.setval('public.four_id_seq', pg_catalog.max(id)) FROM public.four HAVING pg_catalog.max(id) >= (SELECT last_value FROM public.four_id_seq);
ALTER TABLE public.one ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval('public.one_id_seq', pg_catalog.max(id)) FROM public.one HAVING pg_catalog.max(id) >= (SELECT last_value FROM public.one_id_seq);
ALTER TABLE public.one ALTER COLUMN n SET DEFAULT nextval('public.one_n_seq'::regclass);
SELECT pg_catalog.setval('public.one_n_seq', pg_catalog.max(n)) FROM public.one HAVING pg_catalog.max(n) >= (SELECT last_value FROM public.one_n_seq);
ALTER TABLE public.three ADD CONSTRAINT three__bound CHECK (k IS NOT NULL AND k IN (1)) NOT VALID;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.three VALIDATE CONSTRAINT three__bound;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.two ATTACH PARTITION public.three FOR VALUES IN (1);
ALTER TABLE public.three DROP CONSTRAINT three__bound;
SELECT pg_catalog.setval('public.two_id_seq', pg_catalog.max(id)) FROM public.three HAVING pg_catalog.max(id) >= (SELECT last_value FROM public.two_id_seq);

COMMIT;
