-- exercises: sequence: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

ALTER SEQUENCE public.own OWNED BY public.t.y;
ALTER SEQUENCE public.q OWNER TO two_owner;
COMMENT ON SEQUENCE public.q IS NULL;
GRANT ALL ON SEQUENCE public.q TO reader;
SELECT pg_catalog.setval('public.q', 9, false) FROM public.q WHERE last_value > 9;
ALTER SEQUENCE public.q AS smallint MINVALUE 1 MAXVALUE 9;

COMMIT;
