-- exercises: base type: alter, comment, grant, owner; function: create, drop
SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.b OWNER TO two_owner;
COMMENT ON TYPE public.b IS NULL;
GRANT ALL ON TYPE public.b TO reader;
CREATE FUNCTION public.b_send(public.b)
    RETURNS bytea
    LANGUAGE internal
    STABLE
    STRICT
    AS $$textsend$$;
ALTER TYPE public.b SET (send = public.b_send, storage = external);
ALTER TABLE ONLY public.t ALTER COLUMN x SET STORAGE external;

COMMIT;
