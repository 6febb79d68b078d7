-- What Redshift has and PostgreSQL has not. Safe to repeat.
CREATE SCHEMA IF NOT EXISTS redshift_shim;

DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path TO "$user", public, redshift_shim', current_database());
  -- New Redshift databases use snapshot isolation.
  EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation TO ''repeatable read''', current_database());
END
$$;

-- Redshift: start of the statement, to the second, no zone.
CREATE OR REPLACE FUNCTION redshift_shim.getdate() RETURNS timestamp LANGUAGE sql STABLE
  AS $$ SELECT date_trunc('second', statement_timestamp() AT TIME ZONE 'UTC') $$;

-- Redshift: start of the transaction, to the microsecond, no zone.
CREATE OR REPLACE FUNCTION redshift_shim.sysdate() RETURNS timestamp LANGUAGE sql STABLE
  AS $$ SELECT transaction_timestamp() AT TIME ZONE 'UTC' $$;

CREATE OR REPLACE FUNCTION redshift_shim.strtol_digits(digits text, base integer) RETURNS bigint
  LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  total numeric := 0;
  digit integer;
  sign integer := CASE WHEN digits LIKE '-%' THEN -1 ELSE 1 END;
BEGIN
  IF base < 2 OR base > 36 THEN
    RAISE EXCEPTION 'invalid base %', base;
  END IF;
  FOR i IN CASE WHEN sign < 0 THEN 2 ELSE 1 END .. length(digits) LOOP
    digit := position(substr(lower(digits), i, 1) IN '0123456789abcdefghijklmnopqrstuvwxyz') - 1;
    IF digit < 0 OR digit >= base THEN
      RAISE EXCEPTION 'The input % is not valid to be converted to base %', digits, base;
    END IF;
    total := total * base + digit;
  END LOOP;
  RETURN sign * total;
END
$$;

-- Fifteen hexadecimal digits or less, as in the checksum of coordinates, need no loop.
CREATE OR REPLACE FUNCTION redshift_shim.strtol(digits text, base integer) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT CASE WHEN base = 16 AND length(digits) <= 15 AND left(digits, 1) <> '-'
                    THEN ('x' || lpad(digits, 16, '0'))::bit(64)::bigint
                    ELSE redshift_shim.strtol_digits(digits, base) END $$;

CREATE OR REPLACE FUNCTION redshift_shim.len(value text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT length(value) $$;

CREATE OR REPLACE FUNCTION redshift_shim.charindex(part text, value text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT strpos(value, part) $$;

CREATE OR REPLACE FUNCTION redshift_shim.dateadd(unit text, amount bigint, moment timestamp) RETURNS timestamp
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT CASE WHEN lower(unit) IN ('quarter', 'quarters', 'qtr')
                    THEN moment + amount * 3 * interval '1 month'
                    ELSE moment + amount * ('1 ' || unit)::interval END $$;

-- The number of boundaries of the unit between two moments.
CREATE OR REPLACE FUNCTION redshift_shim.datediff(unit text, earlier timestamp, later timestamp) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT CASE lower(rtrim(unit, 's'))
    WHEN 'year' THEN extract(year FROM later) - extract(year FROM earlier)
    WHEN 'quarter' THEN (extract(year FROM later) - extract(year FROM earlier)) * 4
                          + extract(quarter FROM later) - extract(quarter FROM earlier)
    WHEN 'month' THEN (extract(year FROM later) - extract(year FROM earlier)) * 12
                        + extract(month FROM later) - extract(month FROM earlier)
    WHEN 'week' THEN extract(epoch FROM date_trunc('week', later) - date_trunc('week', earlier)) / 604800
    WHEN 'day' THEN extract(epoch FROM date_trunc('day', later) - date_trunc('day', earlier)) / 86400
    WHEN 'hour' THEN extract(epoch FROM date_trunc('hour', later) - date_trunc('hour', earlier)) / 3600
    WHEN 'minute' THEN extract(epoch FROM date_trunc('minute', later) - date_trunc('minute', earlier)) / 60
    WHEN 'second' THEN extract(epoch FROM date_trunc('second', later) - date_trunc('second', earlier))
  END::bigint $$;

CREATE TABLE IF NOT EXISTS redshift_shim.sys_load_error_detail (
  query_id bigint,
  start_time timestamp,
  file_name text,
  line_number bigint,
  column_name text,
  column_type text,
  error_code integer,
  error_message text
);
