SET check_function_bodies = off;

BEGIN;

ALTER TABLE public.t DROP CONSTRAINT k;
ALTER TABLE public.t DROP COLUMN d;
ALTER TABLE public.t ALTER COLUMN b DROP DEFAULT;
ALTER TABLE public.t OWNER TO one_owner;
COMMENT ON TABLE public.t IS 'old';
REVOKE INSERT ON TABLE public.t FROM reader;
GRANT SELECT ON TABLE public.t TO reader;
SELECT pg_catalog.setval('public.t_a_seq', 2147483647, false) FROM public.t_a_seq WHERE last_value > 2147483647;
ALTER TABLE public.t ALTER COLUMN a TYPE integer;
ALTER TABLE public.t ALTER COLUMN a SET GENERATED ALWAYS;
COMMENT ON SEQUENCE public.t_a_seq IS 'old';
REVOKE USAGE ON SEQUENCE public.t_a_seq FROM reader;
ALTER TABLE public.t ALTER COLUMN b TYPE text;
ALTER TABLE public.t ALTER COLUMN b DROP NOT NULL;
COMMENT ON COLUMN public.t.b IS NULL;
ALTER TABLE public.t ADD COLUMN c integer;
ALTER TABLE public.t ADD CONSTRAINT k CHECK (c > 0);

COMMIT;
