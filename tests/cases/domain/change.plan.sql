-- exercises: domain: alter, comment, grant, owner
SET check_function_bodies = off;

BEGIN;

ALTER DOMAIN public.other RENAME TO other__old;
CREATE DOMAIN public.other AS character varying(20);
ALTER TABLE public.t ALTER COLUMN y TYPE public.other USING y::public.other;
DROP DOMAIN public.other__old;
ALTER DOMAIN public.d OWNER TO two_owner;
COMMENT ON DOMAIN public.d IS 'new';
GRANT ALL ON DOMAIN public.d TO reader;
ALTER DOMAIN public.d SET DEFAULT 2;
ALTER DOMAIN public.d SET NOT NULL;
ALTER DOMAIN public.d DROP CONSTRAINT old;
ALTER DOMAIN public.d DROP CONSTRAINT pos;
ALTER DOMAIN public.d ADD CONSTRAINT fresh CHECK ((VALUE <> 7));
ALTER DOMAIN public.d ADD CONSTRAINT pos CHECK ((VALUE > 1));

COMMIT;
