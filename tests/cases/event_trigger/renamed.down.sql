SET check_function_bodies = off;

BEGIN;

ALTER EVENT TRIGGER on_ddl DISABLE;
CREATE OR REPLACE FUNCTION ops.on_ddl()
    RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN INSERT INTO ops.audit(tag) VALUES (tg_tag); END$$;
ALTER TABLE ops.journal RENAME COLUMN command TO tag;
ALTER TABLE ops.journal RENAME TO audit;
ALTER EVENT TRIGGER on_ddl ENABLE;

COMMIT;
