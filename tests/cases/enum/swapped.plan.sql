-- exercises: 
SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.one RENAME VALUE 'low' TO 'renaming_1';
ALTER TYPE public.one RENAME VALUE 'high' TO 'low';
ALTER TYPE public.one RENAME VALUE 'top' TO 'To p';
ALTER TYPE public.one RENAME VALUE 'renaming_1' TO 'high';

COMMIT;
