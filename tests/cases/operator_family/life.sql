-- after
CREATE SCHEMA {b};
CREATE OPERATOR FAMILY {b}.{a} USING btree;
ALTER OPERATOR FAMILY {b}.{a} USING btree OWNER TO {r};
COMMENT ON OPERATOR FAMILY {b}.{a} USING btree IS {t};
ALTER OPERATOR FAMILY {b}.{a} USING btree ADD OPERATOR 1 < (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int4, int8);
