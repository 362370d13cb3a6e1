-- before
CREATE COLLATION c (provider = icu, locale = 'de');
ALTER COLLATION c OWNER TO one_owner;
COMMENT ON COLLATION c IS 'old';
-- after
CREATE COLLATION c (provider = libc, locale = 'C');
ALTER COLLATION c OWNER TO two_owner;
