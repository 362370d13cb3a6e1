SET check_function_bodies = off;

ALTER TYPE public.e ADD VALUE 'c';
