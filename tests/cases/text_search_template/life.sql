-- after
CREATE SCHEMA {b};
CREATE TEXT SEARCH TEMPLATE {b}.{a} (INIT = dsimple_init, LEXIZE = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE {b}.{a} IS {t};
