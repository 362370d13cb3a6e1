-- Configurations, dictionaries, parsers and templates, each by itself.
-- rename {a}.p={b}.{a}
-- rename {a}.t={b}.{b}
-- rename {a}.d={b}.{c}
-- rename {a}.c={b}.{d}
-- before
CREATE SCHEMA {a};
CREATE TEXT SEARCH PARSER {a}.p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE {a}.t (LEXIZE = dsimple_lexize, INIT = dsimple_init);
CREATE TEXT SEARCH DICTIONARY {a}.d (TEMPLATE = {a}.t);
COMMENT ON TEXT SEARCH DICTIONARY {a}.d IS {t};
CREATE TEXT SEARCH CONFIGURATION {a}.c (PARSER = {a}.p);
ALTER TEXT SEARCH CONFIGURATION {a}.c ADD MAPPING FOR word WITH {a}.d;
-- after
CREATE SCHEMA {b};
CREATE TEXT SEARCH PARSER {b}.{a} (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE {b}.{b} (LEXIZE = dsimple_lexize, INIT = dsimple_init);
CREATE TEXT SEARCH DICTIONARY {b}.{c} (TEMPLATE = {b}.{b});
COMMENT ON TEXT SEARCH DICTIONARY {b}.{c} IS {t};
CREATE TEXT SEARCH CONFIGURATION {b}.{d} (PARSER = {b}.{a});
ALTER TEXT SEARCH CONFIGURATION {b}.{d} ADD MAPPING FOR word WITH {b}.{c};
