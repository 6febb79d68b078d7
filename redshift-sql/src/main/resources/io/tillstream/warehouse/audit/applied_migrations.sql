-- question: Which migrations were applied?
-- columns: version, name, checksum
SELECT version, name, checksum
FROM ops.migrations
ORDER BY version;
