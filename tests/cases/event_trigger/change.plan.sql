-- exercises: event trigger: alter, comment, owner
SET check_function_bodies = off;

BEGIN;

DROP EVENT TRIGGER e;
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION public.f();
ALTER EVENT TRIGGER e OWNER TO postgres;

COMMIT;
