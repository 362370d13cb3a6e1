SET check_function_bodies = off;

BEGIN;

ALTER TYPE public.one RENAME VALUE 'high' TO 'renaming_1';
ALTER TYPE public.one RENAME VALUE 'To p' TO 'top';
ALTER TYPE public.one RENAME VALUE 'low' TO 'high';
ALTER TYPE public.one RENAME VALUE 'renaming_1' TO 'low';

COMMIT;
