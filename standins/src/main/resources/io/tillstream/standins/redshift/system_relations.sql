-- The system relations of Redshift Serverless (SYS_*, SVV_*, PG_TABLE_DEF), as far as the project reads them. Safe to repeat.
-- A value that one machine cannot know, such as the skew between slices, is NULL. STL_*, STV_* and SVL_* are not on Serverless.
CREATE TABLE IF NOT EXISTS redshift_shim.query_history (
  query_id bigint, transaction_id bigint, session_id integer, query_label varchar(320), query_type varchar(32), status varchar(10),
  start_time timestamp, end_time timestamp, elapsed_time bigint, queue_time bigint, execution_time bigint,
  error_message varchar(512), returned_rows bigint, query_text varchar(4000)
);
CREATE TABLE IF NOT EXISTS redshift_shim.load_history (
  query_id bigint, transaction_id bigint, session_id integer, status varchar(50), table_name varchar(256), data_source varchar(65535),
  start_time timestamp, end_time timestamp, loaded_rows bigint, loaded_bytes bigint, source_file_count integer, error_count integer
);
CREATE TABLE IF NOT EXISTS redshift_shim.load_detail (
  query_id bigint, transaction_id bigint, session_id integer, file_name varchar(65535), file_size bigint, lines_scanned bigint,
  record_time timestamp
);
CREATE TABLE IF NOT EXISTS redshift_shim.load_error (
  query_id bigint, transaction_id bigint, session_id integer, table_id oid, start_time timestamp, file_name varchar(65535),
  line_number bigint, column_name varchar(127), column_type varchar(32), column_length varchar(10), error_code integer,
  error_message varchar(65535)
);
CREATE TABLE IF NOT EXISTS redshift_shim.table_attribute (
  table_id oid PRIMARY KEY, diststyle varchar(16), distkey varchar(127), sortkey varchar(127)[], interleaved boolean, encoding jsonb,
  create_time timestamp DEFAULT redshift_shim.sysdate()
);
CREATE TABLE IF NOT EXISTS redshift_shim.view_refresh (
  view_id oid, transaction_id bigint, session_id integer, start_time timestamp, end_time timestamp, changes_seen numeric
);
-- Redshift keeps these for seven days; the last refresh of each view says whether it is stale.
DELETE FROM redshift_shim.query_history WHERE start_time < redshift_shim.sysdate() - interval '7 days';
DELETE FROM redshift_shim.load_history WHERE start_time < redshift_shim.sysdate() - interval '7 days';
DELETE FROM redshift_shim.load_detail WHERE record_time < redshift_shim.sysdate() - interval '7 days';
DELETE FROM redshift_shim.load_error WHERE start_time < redshift_shim.sysdate() - interval '7 days';
DELETE FROM redshift_shim.view_refresh AS old WHERE EXISTS (
  SELECT 1 FROM redshift_shim.view_refresh AS newer WHERE newer.view_id = old.view_id AND newer.start_time > old.start_time);
DELETE FROM redshift_shim.table_attribute WHERE table_id NOT IN (SELECT oid FROM pg_class);

-- A table of this name was here before the view.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_class WHERE oid = to_regclass('redshift_shim.sys_load_error_detail') AND relkind = 'r') THEN
    DROP TABLE redshift_shim.sys_load_error_detail;
  END IF;
END
$$;

-- Called after the CREATE TABLE that had the attributes.
CREATE OR REPLACE FUNCTION redshift_shim.note_table(
  name text, diststyle text, distkey text, sortkey text[], interleaved boolean, encoding jsonb) RETURNS void
  LANGUAGE sql
  AS $$ INSERT INTO redshift_shim.table_attribute (table_id, diststyle, distkey, sortkey, interleaved, encoding)
        VALUES (name::regclass, diststyle, distkey, sortkey, interleaved, encoding)
        ON CONFLICT (table_id) DO NOTHING $$;

-- CREATE TABLE LIKE copies distribution, sort keys and encodings.
CREATE OR REPLACE FUNCTION redshift_shim.note_copy(name text, source text) RETURNS void LANGUAGE sql
  AS $$ INSERT INTO redshift_shim.table_attribute (table_id, diststyle, distkey, sortkey, interleaved, encoding)
        SELECT name::regclass, a.diststyle, a.distkey, a.sortkey, a.interleaved, a.encoding
        FROM redshift_shim.table_attribute AS a WHERE a.table_id = source::regclass
        ON CONFLICT (table_id) DO NOTHING $$;

CREATE OR REPLACE FUNCTION redshift_shim.exact_rows(relation regclass) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
  rows bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %s', relation) INTO rows;
  RETURN rows;
END
$$;

-- Changes of rows, ever, in the tables that a materialized view reads; those rolled back count too.
CREATE OR REPLACE FUNCTION redshift_shim.changes_below(view_id oid) RETURNS numeric LANGUAGE sql VOLATILE
  AS $$ SELECT coalesce(sum(pg_stat_get_tuples_inserted(s.t) + pg_stat_get_tuples_updated(s.t) + pg_stat_get_tuples_deleted(s.t)), 0)
        FROM (SELECT DISTINCT d.refobjid AS t FROM pg_rewrite AS r JOIN pg_depend AS d ON d.objid = r.oid
              JOIN pg_class AS c ON c.oid = d.refobjid AND c.relkind = 'r'
              WHERE r.ev_class = view_id AND d.refclassid = 'pg_class'::regclass) AS s $$;

CREATE OR REPLACE FUNCTION redshift_shim.note_refresh(name text) RETURNS void LANGUAGE sql
  AS $$ INSERT INTO redshift_shim.view_refresh (view_id, transaction_id, session_id, start_time, end_time, changes_seen)
        SELECT name::regclass, pg_current_xact_id()::text::bigint, pg_backend_pid(), statement_timestamp() AT TIME ZONE 'UTC',
               clock_timestamp() AT TIME ZONE 'UTC', redshift_shim.changes_below(name::regclass) $$;

-- A materialized view reads tables or other materialized views, nothing that changes under it.
CREATE OR REPLACE FUNCTION redshift_shim.require_tables_below(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_rewrite AS r JOIN pg_depend AS d ON d.objid = r.oid JOIN pg_class AS c ON c.oid = d.refobjid
             WHERE r.ev_class = name::regclass AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'v') THEN
    RAISE EXCEPTION 'Materialized view % cannot reference a view', name;
  END IF;
END
$$;

CREATE OR REPLACE VIEW redshift_shim.sys_query_history AS
SELECT 100 AS user_id, query_id, query_label, transaction_id, session_id, current_database()::varchar(128) AS database_name, query_type,
       status, false AS result_cache_hit, start_time, end_time, elapsed_time, queue_time, execution_time, error_message, returned_rows,
       NULL::bigint AS returned_bytes, query_text, 'local stand-in'::varchar(256) AS redshift_version, NULL::varchar(150) AS usage_limit,
       'primary'::varchar(18) AS compute_type, NULL::bigint AS compile_time, NULL::bigint AS planning_time, NULL::bigint AS lock_wait_time
FROM redshift_shim.query_history;

CREATE OR REPLACE VIEW redshift_shim.sys_load_history AS
SELECT 100 AS user_id, query_id, transaction_id, session_id, current_database()::varchar(128) AS database_name, status, table_name,
       start_time, end_time, (extract(epoch FROM end_time - start_time) * 1000000)::bigint AS duration, data_source,
       'parquet'::varchar(16) AS file_format, loaded_rows, loaded_bytes, source_file_count, loaded_bytes AS source_file_bytes,
       source_file_count AS file_count_scanned, loaded_bytes AS file_bytes_scanned, error_count
FROM redshift_shim.load_history;

CREATE OR REPLACE VIEW redshift_shim.sys_load_detail AS
SELECT 100 AS user_id, query_id, transaction_id, session_id, current_database()::varchar(128) AS database_name, file_name, file_size,
       file_size AS bytes_scanned, lines_scanned, record_time
FROM redshift_shim.load_detail;

CREATE OR REPLACE VIEW redshift_shim.sys_load_error_detail AS
SELECT 100 AS user_id, query_id, transaction_id, session_id, current_database()::varchar(128) AS database_name, table_id::bigint AS table_id,
       start_time, file_name, line_number, column_name, column_type, column_length, NULL::integer AS position, error_code, error_message
FROM redshift_shim.load_error;

CREATE OR REPLACE VIEW redshift_shim.sys_mv_refresh_history AS
SELECT 100 AS user_id, r.session_id, r.transaction_id, current_database()::varchar(128) AS database_name, n.nspname::varchar(128) AS schema_name,
       r.view_id::bigint AS mv_id, c.relname::varchar(128) AS mv_name, 'Manual'::varchar(8) AS refresh_type,
       'Refresh successfully recomputed MV from scratch'::varchar(128) AS status, r.start_time, r.end_time,
       (extract(epoch FROM r.end_time - r.start_time) * 1000000)::bigint AS duration
FROM redshift_shim.view_refresh AS r JOIN pg_class AS c ON c.oid = r.view_id JOIN pg_namespace AS n ON n.oid = c.relnamespace;

CREATE OR REPLACE VIEW redshift_shim.svv_mv_info AS
SELECT current_database()::varchar(128) AS database_name, n.nspname::varchar(128) AS schema_name,
       pg_get_userbyid(c.relowner)::varchar(128) AS user_name, c.relname::varchar(128) AS name,
       CASE WHEN redshift_shim.changes_below(c.oid) IS DISTINCT FROM (
              SELECT r.changes_seen FROM redshift_shim.view_refresh AS r WHERE r.view_id = c.oid ORDER BY r.start_time DESC LIMIT 1)
            THEN 't' ELSE 'f' END::char(1) AS is_stale,
       0 AS state, 'f'::char(1) AS autorewrite, 'f'::char(1) AS autorefresh
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'm';

-- Not for users: what the relations below have in common.
CREATE OR REPLACE VIEW redshift_shim.user_relation AS
SELECT c.oid AS table_id, n.nspname AS schema_name, c.relname AS relation_name, c.relkind, c.reltuples,
       a.diststyle, a.distkey, a.sortkey, a.interleaved, a.encoding, a.create_time
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN redshift_shim.table_attribute AS a ON a.table_id = c.oid
WHERE c.relkind IN ('r', 'v', 'm') AND c.relpersistence = 'p'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'redshift_shim', 'pg_toast');

CREATE OR REPLACE VIEW redshift_shim.svv_table_info AS
SELECT current_database()::varchar(128) AS database, u.schema_name::varchar(128) AS schema, u.table_id::bigint AS table_id,
       u.relation_name::varchar(128) AS "table",
       CASE WHEN EXISTS (SELECT 1 FROM jsonb_each_text(u.encoding) AS e WHERE e.value NOT IN ('raw', 'auto')) THEN 'Y'
            WHEN u.encoding IS NULL OR u.encoding = '{}' THEN 'Y, AUTO(ENCODE)' ELSE 'N' END::varchar(16) AS encoded,
       CASE u.diststyle WHEN 'key' THEN 'KEY(' || u.distkey || ')' WHEN 'all' THEN 'ALL' WHEN 'even' THEN 'EVEN'
            ELSE 'AUTO(ALL)' END::varchar(134) AS diststyle,
       CASE WHEN u.sortkey IS NULL OR u.sortkey = '{}' THEN 'AUTO(SORTKEY)' WHEN u.interleaved THEN 'INTERLEAVED'
            ELSE u.sortkey[1] END::varchar(128) AS sortkey1,
       (SELECT max(CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 END) FROM pg_attribute AS a
         WHERE a.attrelid = u.table_id AND a.atttypid = 'varchar'::regtype AND a.attnum > 0) AS max_varchar,
       coalesce(u.encoding ->> u.sortkey[1], 'none')::varchar(32) AS sortkey1_enc,
       coalesce(array_length(u.sortkey, 1), 0) AS sortkey_num,
       ceil(pg_total_relation_size(u.table_id) / 1048576.0)::bigint AS size,
       NULL::numeric(10,4) AS pct_used, 0::bigint AS empty, NULL::numeric(5,2) AS unsorted,
       least(100, coalesce(100.0 * s.n_mod_since_analyze / nullif(s.n_live_tup, 0), 0))::numeric(5,2) AS stats_off,
       redshift_shim.exact_rows(u.table_id::regclass)::numeric(38,0) AS tbl_rows,
       NULL::numeric(19,2) AS skew_sortkey1, NULL::numeric(19,2) AS skew_rows,
       redshift_shim.exact_rows(u.table_id::regclass)::numeric(38,0) AS estimated_visible_rows,
       NULL::varchar(16384) AS risk_event, NULL::numeric(12,2) AS vacuum_sort_benefit, u.create_time
FROM redshift_shim.user_relation AS u LEFT JOIN pg_stat_user_tables AS s ON s.relid = u.table_id
WHERE u.relkind = 'r';

-- As in Redshift it shows the schemas of the search path and all that a caller asks for by schema name.
CREATE OR REPLACE VIEW redshift_shim.pg_table_def AS
SELECT u.schema_name AS schemaname, u.relation_name AS tablename, a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
       coalesce(u.encoding ->> a.attname::text, 'none')::varchar(32) AS encoding, coalesce(a.attname = u.distkey, false) AS distkey,
       coalesce(array_position(u.sortkey, a.attname::varchar(127)), 0) AS sortkey, a.attnotnull AS "notnull"
FROM redshift_shim.user_relation AS u JOIN pg_attribute AS a ON a.attrelid = u.table_id
WHERE u.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped;

CREATE OR REPLACE VIEW redshift_shim.svv_tables AS
SELECT current_database()::varchar(128) AS table_catalog, u.schema_name::varchar(128) AS table_schema,
       u.relation_name::varchar(128) AS table_name,
       CASE u.relkind WHEN 'r' THEN 'BASE TABLE' ELSE 'VIEW' END::varchar(128) AS table_type,
       obj_description(u.table_id, 'pg_class')::varchar(65535) AS remarks
FROM redshift_shim.user_relation AS u;

CREATE OR REPLACE VIEW redshift_shim.svv_columns AS
SELECT current_database()::varchar(128) AS table_catalog, u.schema_name::varchar(128) AS table_schema,
       u.relation_name::varchar(128) AS table_name, a.attname::varchar(128) AS column_name, a.attnum::integer AS ordinal_position,
       pg_get_expr(d.adbin, d.adrelid)::varchar(65535) AS column_default,
       CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END::varchar(3) AS is_nullable,
       format_type(a.atttypid, NULL)::varchar(128) AS data_type,
       CASE WHEN a.atttypid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod > 4 THEN a.atttypmod - 4 END AS character_maximum_length,
       CASE WHEN a.atttypid = 'numeric'::regtype AND a.atttypmod > 4 THEN (a.atttypmod - 4) >> 16 & 65535 END AS numeric_precision,
       CASE WHEN a.atttypid = 'numeric'::regtype AND a.atttypmod > 4 THEN (a.atttypmod - 4) & 2047 END AS numeric_scale,
       col_description(u.table_id, a.attnum)::varchar(65535) AS remarks
FROM redshift_shim.user_relation AS u JOIN pg_attribute AS a ON a.attrelid = u.table_id
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped;

CREATE OR REPLACE FUNCTION redshift_shim.database_owner() RETURNS name LANGUAGE sql STABLE
  AS $$ SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database() $$;

CREATE OR REPLACE VIEW redshift_shim.svv_roles AS
SELECT oid::integer AS role_id, rolname::varchar(128) AS role_name, redshift_shim.database_owner()::varchar(128) AS role_owner
FROM pg_roles WHERE NOT rolcanlogin AND rolname !~ '^pg_';

CREATE OR REPLACE VIEW redshift_shim.svv_role_grants AS
SELECT m.oid::integer AS role_id, m.rolname::varchar(128) AS role_name, r.oid::integer AS granted_role_id,
       r.rolname::varchar(128) AS granted_role_name
FROM pg_auth_members AS g JOIN pg_roles AS m ON m.oid = g.member JOIN pg_roles AS r ON r.oid = g.roleid
WHERE NOT m.rolcanlogin AND m.rolname !~ '^pg_';

CREATE OR REPLACE VIEW redshift_shim.svv_user_grants AS
SELECT m.oid::integer AS user_id, m.rolname::varchar(128) AS user_name, r.oid::integer AS role_id, r.rolname::varchar(128) AS role_name,
       g.admin_option
FROM pg_auth_members AS g JOIN pg_roles AS m ON m.oid = g.member JOIN pg_roles AS r ON r.oid = g.roleid
-- PostgreSQL makes the creator of a role a member of it.
WHERE m.rolcanlogin AND m.rolname <> redshift_shim.database_owner();

GRANT SELECT ON redshift_shim.sys_query_history, redshift_shim.sys_load_history, redshift_shim.sys_load_detail,
  redshift_shim.sys_load_error_detail, redshift_shim.sys_mv_refresh_history, redshift_shim.svv_mv_info, redshift_shim.svv_table_info,
  redshift_shim.pg_table_def, redshift_shim.svv_tables, redshift_shim.svv_columns, redshift_shim.svv_roles,
  redshift_shim.svv_role_grants, redshift_shim.svv_user_grants TO PUBLIC;
