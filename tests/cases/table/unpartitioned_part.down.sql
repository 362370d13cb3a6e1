SET check_function_bodies = off;

BEGIN;

LOCK TABLE public.one IN ACCESS EXCLUSIVE MODE;
CREATE TABLE public.one__old AS SELECT id, day, note FROM ONLY public.one;
DROP TABLE public.one;
CREATE TABLE public.one (
    id integer DEFAULT nextval('public.numbers'::regclass) NOT NULL,
    day date NOT NULL,
    note text DEFAULT 'text'::text
)
PARTITION BY RANGE (day);
CREATE TABLE public.three PARTITION OF public.one
    FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE public.one ATTACH PARTITION public.two FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO public.one (id, day, note) SELECT id, day, note FROM public.one__old;
DROP TABLE public.one__old;

COMMIT;
