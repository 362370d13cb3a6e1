SET check_function_bodies = off;

BEGIN;

ALTER SEQUENCE public.own OWNED BY public.t.x;
ALTER SEQUENCE public.q OWNER TO one_owner;
COMMENT ON SEQUENCE public.q IS 'old';
REVOKE ALL ON SEQUENCE public.q FROM reader;
ALTER SEQUENCE public.q AS bigint MINVALUE 1 MAXVALUE 9223372036854775807;

COMMIT;
