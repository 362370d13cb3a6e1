-- before
CREATE TEXT SEARCH TEMPLATE t (LEXIZE = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE t IS 'old';
-- after
CREATE TEXT SEARCH TEMPLATE t (INIT = dsimple_init, LEXIZE = dsimple_lexize);
