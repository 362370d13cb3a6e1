-- after
CREATE ACCESS METHOD {a} TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD {a} IS {t};
CREATE TABLE t (x int) USING {a};
