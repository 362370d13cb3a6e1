-- exercises: conversion: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

DROP CONVERSION public.c;
CREATE DEFAULT CONVERSION public.c FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
ALTER CONVERSION public.c OWNER TO two_owner;

COMMIT;
