-- exercises: access method: comment, create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE ACCESS METHOD one TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD one IS 'text';
CREATE TABLE public.t (
    x integer
)
USING one;

COMMIT;
