CREATE TABLE t (x int);
-- before
CREATE POLICY p ON t USING (x > 0);
COMMENT ON POLICY p ON t IS 'old';
-- after
CREATE POLICY p ON t TO reader USING ((SELECT x > 1));
