-- exercises: table: alter, comment, create, drop, grant
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.shown;
LOCK TABLE public.one IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.one NO FORCE ROW LEVEL SECURITY;
CREATE TABLE public.one__old AS SELECT id, n, day, kind, total FROM ONLY public.one;
CREATE TABLE public.one_count0__old AS SELECT last_value, is_called FROM public.one_n_seq;
ALTER SEQUENCE public.one_id_seq OWNED BY NONE;
DROP TABLE public.one;
CREATE TABLE public.one (
    id bigint DEFAULT nextval('public.one_id_seq'::regclass) NOT NULL,
    n integer GENERATED ALWAYS AS IDENTITY,
    day date NOT NULL,
    kind integer,
    total numeric DEFAULT 0,
    doubled numeric GENERATED ALWAYS AS (total * (2)::numeric) STORED,
    CONSTRAINT one_pkey PRIMARY KEY (id, day)
)
PARTITION BY RANGE (day);
ALTER TABLE public.one ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.one FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.one IS 'text';
GRANT SELECT ON TABLE public.one TO pg_monitor;
CREATE TABLE public.other_years PARTITION OF public.one
    DEFAULT;
CREATE TABLE public.year_2026 PARTITION OF public.one
    FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO public.one (id, n, day, kind, total) OVERRIDING SYSTEM VALUE SELECT id, n, day, kind, total FROM public.one__old;
DROP TABLE public.one__old;
SELECT pg_catalog.setval('public.one_n_seq', last_value, is_called) FROM public.one_count0__old;
DROP TABLE public.one_count0__old;
ALTER SEQUENCE public.one_id_seq OWNED BY public.one.id;
ALTER TABLE public.one ADD CONSTRAINT one_kind_fkey FOREIGN KEY (kind) REFERENCES public.two (id);
CREATE INDEX four ON public.one (day);
CREATE VIEW public.shown AS
 SELECT id,
    total
   FROM public.one;
CREATE TRIGGER touched BEFORE INSERT OR UPDATE ON public.one FOR EACH ROW EXECUTE FUNCTION public.three();
CREATE POLICY mine ON public.one USING (kind > 0);

COMMIT;
