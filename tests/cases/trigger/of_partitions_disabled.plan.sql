-- exercises: table: create, drop; trigger: alter, create, drop
SET check_function_bodies = off;

BEGIN;

CREATE TABLE public.p3 PARTITION OF public.p
    FOR VALUES IN (3);
CREATE OR REPLACE TRIGGER x AFTER INSERT OR DELETE ON public.p FOR EACH ROW EXECUTE FUNCTION public.f();
ALTER TABLE public.p DISABLE TRIGGER x;
ALTER TABLE public.p1 ENABLE TRIGGER x;
ALTER TABLE public.p11 ENABLE REPLICA TRIGGER x;
ALTER TABLE public.p3 ENABLE ALWAYS TRIGGER x;
ALTER TABLE public.p2 ENABLE TRIGGER x;

COMMIT;
