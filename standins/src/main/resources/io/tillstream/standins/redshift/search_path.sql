-- The schema of the stand-in, and the settings of the connections that come after this one. Run by the owner of the database.
-- Safe to repeat.
CREATE SCHEMA IF NOT EXISTS redshift_shim;
GRANT USAGE ON SCHEMA redshift_shim TO PUBLIC;

DO $$
BEGIN
  -- The schema comes before pg_catalog, so that a function here replaces PostgreSQL's of the same name.
  EXECUTE format('ALTER DATABASE %I SET search_path TO "$user", public, redshift_shim, pg_catalog', current_database());
  -- New Redshift databases use snapshot isolation.
  EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation TO ''repeatable read''', current_database());
  EXECUTE format('ALTER DATABASE %I SET timezone TO ''UTC''', current_database());
  -- Redshift gathers statistics as it loads; here a query may come before they are. Without indexes neither a nested loop nor a
  -- merge of half the keys pays where a hash join is possible, and over a wrong guess each takes minutes.
  EXECUTE format('ALTER DATABASE %I SET enable_nestloop TO off', current_database());
  EXECUTE format('ALTER DATABASE %I SET enable_mergejoin TO off', current_database());
  EXECUTE format('ALTER DATABASE %I SET jit TO off', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem TO ''32MB''', current_database());
END
$$;
