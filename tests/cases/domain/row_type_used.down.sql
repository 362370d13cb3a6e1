SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
DROP FUNCTION public.label(public.house);
ALTER DOMAIN public.zip DROP NOT NULL;
ALTER DOMAIN public.zip DROP CONSTRAINT zip_ok;
ALTER DOMAIN public.zip ADD CONSTRAINT zip_ok CHECK ((VALUE ~ '^[0-9]+$'::text));
CREATE FUNCTION public.label(h public.house)
    RETURNS text
    LANGUAGE sql
    STABLE
BEGIN ATOMIC
 SELECT ((h).id)::text AS id;
END;
CREATE VIEW public.v AS
 SELECT public.label(h.*) AS label
   FROM public.house h;
GRANT SELECT ON TABLE public.v TO PUBLIC;

COMMIT;
