-- How the warehouse is: loads and freshness from our own ledger, the rest from Redshift's system relations.
-- WITH NO SCHEMA BINDING where a system relation is read: those relations belong to AWS, which adds and renames columns; a
-- view that is bound when it is used, not when it is made, can never stop a migration.
-- A plain user sees of SYS_* only his own queries; GRANT ROLE sys:monitor TO ROLE tillstream_operator shows him all.

-- Every load, with what it added and the minutes since the one before.
CREATE VIEW ops.load_history AS
SELECT number,
       revision,
       attempt,
       batch_no_from,
       batch_no_to,
       fact_rows,
       fact_rows - COALESCE(LAG(fact_rows) OVER (ORDER BY number), 0) AS rows_added,
       loaded_at,
       DATEDIFF(minute, LAG(loaded_at) OVER (ORDER BY number), loaded_at) AS minutes_since_load_before
FROM ops.load_ledger;

-- One row: how old the newest load and the newest sale are, in UTC.
CREATE VIEW ops.freshness AS
SELECT l.number AS load_set,
       l.batch_no_to AS batch_no,
       l.loaded_at AS loaded_at,
       DATEDIFF(minute, l.loaded_at, GETDATE()) AS minutes_since_load,
       f.newest_sale AS newest_sale,
       DATEDIFF(minute, f.newest_sale, GETDATE()) AS minutes_since_newest_sale,
       l.fact_rows AS fact_rows
FROM ops.load_ledger AS l
JOIN (SELECT MAX(number) AS number FROM ops.load_ledger) AS newest ON newest.number = l.number
CROSS JOIN (SELECT MAX(order_ts) AS newest_sale FROM sales.fact_sales) AS f;

-- Size, skew and order of every table. skew_rows: rows of the fullest slice / rows of the emptiest. unsorted: percent of rows
-- that lie outside the sort order. stats_off: 0 is current, 100 is out of date.
CREATE VIEW ops.table_health AS
SELECT t."schema" AS schema_name,
       t."table" AS table_name,
       t.diststyle AS diststyle,
       t.sortkey1 AS sort_key,
       t.size AS size_megabytes,
       t.tbl_rows AS table_rows,
       t.skew_rows AS skew_rows,
       t.unsorted AS unsorted_percent,
       t.stats_off AS statistics_off_percent,
       CASE WHEN t.skew_rows > 4 THEN 'rows lie unevenly: another DISTKEY'
            WHEN t.unsorted > 20 THEN 'unsorted: the automatic sorting is behind'
            WHEN t.stats_off > 20 THEN 'statistics are old'
            ELSE '' END AS advice
FROM pg_catalog.svv_table_info AS t
WHERE t."schema" IN ('sales', 'ops')
WITH NO SCHEMA BINDING;

-- Queries of the last seven days that took more than ten seconds.
CREATE VIEW ops.slow_queries AS
SELECT q.query_id AS query_id,
       q.user_id AS user_id,
       q.query_type AS query_type,
       q.status AS status,
       q.start_time AS start_time,
       ROUND(CAST(q.elapsed_time AS DECIMAL(24,6)) / 1000000, 3) AS elapsed_seconds,
       ROUND(CAST(q.queue_time AS DECIMAL(24,6)) / 1000000, 3) AS queue_seconds,
       ROUND(CAST(q.execution_time AS DECIMAL(24,6)) / 1000000, 3) AS execution_seconds,
       q.returned_rows AS returned_rows,
       q.query_text AS query_text
FROM pg_catalog.sys_query_history AS q
WHERE q.elapsed_time > 10000000
WITH NO SCHEMA BINDING;

-- Statements of the last seven days that failed. The messages may quote data.
CREATE VIEW ops.failed_queries AS
SELECT q.query_id AS query_id,
       q.user_id AS user_id,
       q.query_type AS query_type,
       q.start_time AS start_time,
       TRIM(q.error_message) AS error_message,
       q.query_text AS query_text
FROM pg_catalog.sys_query_history AS q
WHERE q.status = 'failed'
WITH NO SCHEMA BINDING;

-- What COPY refused: file, column and reason. May quote data.
CREATE VIEW ops.load_errors AS
SELECT e.query_id AS query_id,
       e.start_time AS start_time,
       TRIM(e.file_name) AS file_name,
       e.line_number AS line_number,
       TRIM(e.column_name) AS column_name,
       TRIM(e.column_type) AS column_type,
       e.error_code AS error_code,
       TRIM(e.error_message) AS error_message
FROM pg_catalog.sys_load_error_detail AS e
WITH NO SCHEMA BINDING;

-- Whether each materialized view lacks changes of its tables.
CREATE VIEW ops.view_freshness AS
SELECT TRIM(m.schema_name) AS schema_name,
       TRIM(m.name) AS view_name,
       m.is_stale AS is_stale,
       m.state AS state
FROM pg_catalog.svv_mv_info AS m
WITH NO SCHEMA BINDING;

GRANT SELECT ON ALL TABLES IN SCHEMA ops TO ROLE tillstream_operator;
