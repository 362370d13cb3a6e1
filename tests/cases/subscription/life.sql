-- after
CREATE SUBSCRIPTION {a} CONNECTION 'host=nowhere dbname=x' PUBLICATION {b}, {c} WITH (connect = false, slot_name = NONE, binary = true, streaming = parallel, origin = none);
ALTER SUBSCRIPTION {a} OWNER TO postgres;
COMMENT ON SUBSCRIPTION {a} IS {t};
