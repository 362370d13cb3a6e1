-- exercises: publication: comment, create, drop, owner; schema: create, drop; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE TABLE public.t (
    x integer
);
CREATE TABLE two.three (
    one integer NOT NULL,
    two text,
    CONSTRAINT three_pkey PRIMARY KEY (one)
);
CREATE PUBLICATION one FOR TABLE public.t, TABLE two.three (one) WHERE (one > 5) WITH (publish = 'insert', publish_via_partition_root = true);
ALTER PUBLICATION one OWNER TO owner_role;
COMMENT ON PUBLICATION one IS 'text';
CREATE PUBLICATION three FOR ALL TABLES;
CREATE PUBLICATION two FOR TABLES IN SCHEMA two;

COMMIT;
