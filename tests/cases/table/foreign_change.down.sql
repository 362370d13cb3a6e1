SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
DROP FOREIGN TABLE public.moves;
ALTER TABLE public.f DROP CONSTRAINT f_c_check;
ALTER TABLE public.f DROP COLUMN c;
CREATE FOREIGN TABLE public.moves (
    a integer
)
SERVER s;
ALTER TABLE public.f ALTER COLUMN a TYPE integer;
ALTER TABLE public.f ALTER COLUMN a OPTIONS (DROP y, ADD x '1');
ALTER TABLE public.f ADD COLUMN gone text;
ALTER TABLE public.f ALTER COLUMN b TYPE boolean;
ALTER TABLE public.f OPTIONS (DROP c, SET b '1', ADD a '2');
CREATE VIEW public.v AS
 SELECT a
   FROM public.moves;

COMMIT;
