-- exercises: table: alter
SET check_function_bodies = off;

BEGIN;

DROP VIEW public.v;
DROP FOREIGN TABLE public.moves;
ALTER TABLE public.f DROP COLUMN gone;
CREATE FOREIGN TABLE public.moves (
    a integer
)
SERVER s2;
ALTER TABLE public.f ALTER COLUMN a TYPE bigint;
ALTER TABLE public.f ALTER COLUMN a OPTIONS (DROP x, ADD y '1');
ALTER TABLE public.f ALTER COLUMN b TYPE numeric(1,0);
ALTER TABLE public.f ADD COLUMN c integer;
ALTER TABLE public.f ADD CONSTRAINT f_c_check CHECK (c > 0);
ALTER TABLE public.f OPTIONS (DROP a, SET b '3', ADD c '2');
CREATE VIEW public.v AS
 SELECT a
   FROM public.moves;

COMMIT;
