-- exercises: rule: create, drop; view: create, drop
SET check_function_bodies = off;

BEGIN;

CREATE VIEW public.v AS
 SELECT o
   FROM public.t
  WHERE (ARRAY[(a[1] + 1), o] IN ( SELECT ARRAY[(t.a[1] + 1), (t.o * 2)] AS "array"));
CREATE VIEW public.w AS
 SELECT o
   FROM public.t
  WHERE (EXISTS ( SELECT (t.a[1] + 1) AS "?column?",
            t.a[1:2] AS a,
            ARRAY[ARRAY[(t.o + 1), 2], ARRAY[3, t.o]] AS "array",
            t.a[(t.o + 1)] AS a));
CREATE RULE r AS
    ON UPDATE TO public.t
   WHERE (ARRAY[(new.o + 1), 2] IN ( SELECT ARRAY[(new.o + 1), 3] AS "array")) DO INSTEAD NOTHING;

COMMIT;
