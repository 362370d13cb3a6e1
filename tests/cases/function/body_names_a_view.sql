-- Functions whose bodies are text are called while the script runs, for rows that are checked and for a view that holds rows: the views that they read come
-- before that.
-- before
CREATE TABLE t (a int);
-- after
CREATE VIEW one_view AS SELECT 7 AS x;
CREATE FUNCTION called() RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN (SELECT x FROM public.one_view); END$$;
CREATE FUNCTION holds(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 IS NOT NULL AND EXISTS (SELECT FROM public.one_view)';
CREATE TABLE t (a int, CONSTRAINT c CHECK (holds(a)));
CREATE MATERIALIZED VIEW a_first AS SELECT called() AS x;
-- rows
INSERT INTO t VALUES (1);
