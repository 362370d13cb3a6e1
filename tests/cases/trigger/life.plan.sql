-- exercises: function: create, drop; schema: create, drop; table: create, drop; trigger: comment, create, drop
SET check_function_bodies = off;

BEGIN;

CREATE SCHEMA two;
CREATE FUNCTION two.one()
    RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN RETURN NEW; END$$;
CREATE TABLE two.three (
    one integer,
    two text
);
CREATE TRIGGER one BEFORE UPDATE OF two ON two.three FOR EACH ROW WHEN ((new.two <> 'text'::text)) EXECUTE FUNCTION two.one('text');
ALTER TABLE two.three ENABLE REPLICA TRIGGER one;
COMMENT ON TRIGGER one ON two.three IS 'text';
CREATE CONSTRAINT TRIGGER two AFTER INSERT ON two.three DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION two.one();

COMMIT;
