-- exercises: conversion: comment, create, drop, owner; schema: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE CONVERSION two.one FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
ALTER CONVERSION two.one OWNER TO owner_role;
COMMENT ON CONVERSION two.one IS 'text';

COMMIT;
