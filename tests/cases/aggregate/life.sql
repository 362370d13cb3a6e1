-- after
CREATE SCHEMA {b};
CREATE FUNCTION {b}.{c}(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT coalesce($1, 0) + $2';
CREATE AGGREGATE {b}.{a}({a} int) (SFUNC = {b}.{c}, STYPE = int, INITCOND = '0', PARALLEL = safe);
ALTER AGGREGATE {b}.{a}(int) OWNER TO {r};
COMMENT ON AGGREGATE {b}.{a}(int) IS {t};
REVOKE ALL ON FUNCTION {b}.{a}(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {b}.{a}(int) TO {s};
CREATE AGGREGATE {b}.{a}(float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
