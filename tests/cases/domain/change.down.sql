SET check_function_bodies = off;

BEGIN;

ALTER DOMAIN public.other RENAME TO other__old;
CREATE DOMAIN public.other AS text;
ALTER TABLE public.t ALTER COLUMN y TYPE public.other USING y::public.other;
DROP DOMAIN public.other__old;
ALTER DOMAIN public.d OWNER TO one_owner;
COMMENT ON DOMAIN public.d IS NULL;
REVOKE ALL ON DOMAIN public.d FROM reader;
ALTER DOMAIN public.d SET DEFAULT 1;
ALTER DOMAIN public.d DROP NOT NULL;
ALTER DOMAIN public.d DROP CONSTRAINT fresh;
ALTER DOMAIN public.d DROP CONSTRAINT pos;
ALTER DOMAIN public.d ADD CONSTRAINT old CHECK ((VALUE < 100));
COMMENT ON CONSTRAINT old ON DOMAIN public.d IS 'old';
ALTER DOMAIN public.d ADD CONSTRAINT pos CHECK ((VALUE > 0));

COMMIT;
