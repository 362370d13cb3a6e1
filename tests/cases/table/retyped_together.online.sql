SET check_function_bodies = off;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN note DROP DEFAULT;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint, ALTER COLUMN parent TYPE bigint, ALTER COLUMN note TYPE character varying(20);
ALTER TABLE public.t ALTER COLUMN note SET DEFAULT 'y'::character varying;
CREATE VIEW public.v AS
 SELECT id,
    parent
   FROM public.t;
ALTER TABLE public.t ADD CONSTRAINT note__not_null CHECK (note IS NOT NULL) NOT VALID;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = 0;
ALTER TABLE public.t VALIDATE CONSTRAINT note__not_null;

COMMIT;

BEGIN;

SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '1min';
ALTER TABLE public.t ALTER COLUMN note SET NOT NULL;
ALTER TABLE public.t DROP CONSTRAINT note__not_null;

COMMIT;
