SET check_function_bodies = off;

BEGIN;

ALTER FUNCTION public.r(bigint, bigint) RENAME TO r__old2;
ALTER FUNCTION public.r(bigint, bigint, text) RENAME TO r__old2;
ALTER FUNCTION public.r_multirange() RENAME TO mr__old;
ALTER FUNCTION public.r_multirange(public.r) RENAME TO mr__old;
ALTER FUNCTION public.r_multirange(public.r[]) RENAME TO mr__old;
ALTER TYPE public.r_multirange RENAME TO mr__old;
ALTER TYPE public.r RENAME TO r__old2;
CREATE TYPE public.r AS RANGE (subtype = integer, multirange_type_name = public.r_multirange);
ALTER TABLE public.u ALTER COLUMN x TYPE public.r USING x::text::public.r;
DROP TYPE public.r__old2;
LOCK TABLE public.t IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.t__old2 AS SELECT id, k FROM public.t;
CREATE TABLE public.t_count0__old2 AS SELECT last_value, is_called FROM public.t_id_seq;
DROP TABLE public.t1;
DROP TABLE public.t;
CREATE TABLE public.t (
    id integer GENERATED ALWAYS AS IDENTITY,
    k integer NOT NULL
)
PARTITION BY RANGE (k);
CREATE TABLE public.t1 PARTITION OF public.t
    FOR VALUES FROM (1) TO (100);
INSERT INTO public.t (id, k) OVERRIDING SYSTEM VALUE SELECT id, k FROM public.t__old2;
DROP TABLE public.t__old2;
SELECT pg_catalog.setval('public.t_id_seq', last_value, is_called) FROM public.t_count0__old2;
DROP TABLE public.t_count0__old2;

COMMIT;
