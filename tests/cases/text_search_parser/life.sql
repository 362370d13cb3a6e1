-- after
CREATE SCHEMA {b};
CREATE TEXT SEARCH PARSER {b}.{a} (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
COMMENT ON TEXT SEARCH PARSER {b}.{a} IS {t};
