-- exercises: function: alter
SET check_function_bodies = off;

BEGIN;

ALTER EVENT TRIGGER on_ddl DISABLE;
ALTER TABLE ops.audit RENAME TO journal;
ALTER TABLE ops.journal RENAME COLUMN tag TO command;
CREATE OR REPLACE FUNCTION ops.on_ddl()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN INSERT INTO ops.journal(command) VALUES (tg_tag); END$$;
ALTER EVENT TRIGGER on_ddl ENABLE;

COMMIT;
