-- exercises: default privileges: alter, create, drop; function: create, drop, grant; sequence: create, drop; table: create, drop, grant
SET check_function_bodies = off;

BEGIN;

ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM writer;
CREATE FUNCTION public.f()
    RETURNS integer
    LANGUAGE sql
    AS $$SELECT 1$$;
GRANT ALL ON FUNCTION public.f() TO PUBLIC;
CREATE SEQUENCE public.t_y_seq AS integer;
CREATE TABLE public.t (
    x integer,
    y integer DEFAULT nextval('public.t_y_seq'::regclass) NOT NULL
);
REVOKE SELECT ON TABLE public.t FROM reader;
REVOKE SELECT ON TABLE public.t FROM writer;
ALTER SEQUENCE public.t_y_seq OWNED BY public.t.y;
ALTER DEFAULT PRIVILEGES FOR ROLE one_owner IN SCHEMA public REVOKE SELECT ON TABLES FROM reader;
ALTER DEFAULT PRIVILEGES FOR ROLE one_owner IN SCHEMA public GRANT INSERT ON TABLES TO reader;

COMMIT;
