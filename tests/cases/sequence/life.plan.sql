-- exercises: schema: create, drop; sequence: comment, create, drop, grant, owner; table: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE SEQUENCE two.one AS integer INCREMENT BY -2 MINVALUE -5 MAXVALUE 100 START WITH 7 CACHE 3 CYCLE;
ALTER SEQUENCE two.one OWNER TO owner_role;
COMMENT ON SEQUENCE two.one IS 'text';
GRANT USAGE ON SEQUENCE two.one TO reader_role;
CREATE UNLOGGED SEQUENCE two.owned;
CREATE SEQUENCE two.three_three_seq AS integer;
CREATE TABLE two.three (
    three integer DEFAULT nextval('two.three_three_seq'::regclass) NOT NULL,
    one integer
);
ALTER SEQUENCE two.owned OWNED BY two.three.one;
ALTER SEQUENCE two.three_three_seq OWNED BY two.three.three;

COMMIT;
