-- What Redshift has and PostgreSQL lacks or does differently. Safe to repeat. Run by the owner of the database, after
-- search_path.sql and byte_lengths.sql.

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

CREATE OR REPLACE FUNCTION redshift_shim.replicate(value text, times integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT repeat(value, times) $$;

-- NULL makes it NULL; PostgreSQL's own leaves it out.
CREATE OR REPLACE FUNCTION redshift_shim.concat(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT a || b $$;

CREATE OR REPLACE FUNCTION redshift_shim.sha2(value text, bits integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT encode(CASE bits WHEN 224 THEN sha224(convert_to(value, 'UTF8'))
                                WHEN 384 THEN sha384(convert_to(value, 'UTF8'))
                                WHEN 512 THEN sha512(convert_to(value, 'UTF8'))
                                ELSE sha256(convert_to(value, 'UTF8')) END, 'hex') $$;

-- Eight hexadecimal digits; PostgreSQL's own takes bytes and gives a number.
CREATE OR REPLACE FUNCTION redshift_shim.crc32(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT lpad(to_hex(pg_catalog.crc32(convert_to(value, 'UTF8'))), 8, '0') $$;

-- Replaces every match, PostgreSQL's own only the first; a group is $1 in the replacement, there \1.
CREATE OR REPLACE FUNCTION redshift_shim.regexp_replace(value text, pattern text, replacement text DEFAULT '') RETURNS text
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.regexp_replace(value, pattern,
                 pg_catalog.regexp_replace(replacement, '\$(\d)', '\\\1', 'g'), 'g') $$;
CREATE OR REPLACE FUNCTION redshift_shim.regexp_replace(value text, pattern text, replacement text, start integer) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.left(value, start - 1)
               || redshift_shim.regexp_replace(pg_catalog.substr(value, start), pattern, replacement) $$;

CREATE OR REPLACE FUNCTION redshift_shim.is_valid_json(document text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_input_is_valid(document, 'json') $$;

CREATE OR REPLACE FUNCTION redshift_shim.json_array_length(document text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.json_array_length(document::json) $$;

-- Counts from 0; outside the array it is the empty text.
CREATE OR REPLACE FUNCTION redshift_shim.json_extract_array_element_text(document text, at integer) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT coalesce(CASE WHEN at >= 0 THEN document::json ->> at END, '') $$;

CREATE OR REPLACE FUNCTION redshift_shim.json_extract_path_text(document text, VARIADIC path text[]) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.json_extract_path_text(document::json, VARIADIC path) $$;

-- The many names of a date part.
CREATE OR REPLACE FUNCTION redshift_shim.unit(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN CASE
    WHEN lower(name) IN ('year', 'years', 'y', 'yr', 'yrs') THEN 'year'
    WHEN lower(name) IN ('quarter', 'quarters', 'qtr', 'qtrs') THEN 'quarter'
    WHEN lower(name) IN ('month', 'months', 'mon', 'mons') THEN 'month'
    WHEN lower(name) IN ('week', 'weeks', 'w') THEN 'week'
    WHEN lower(name) IN ('day', 'days', 'd') THEN 'day'
    WHEN lower(name) IN ('dayofweek', 'dow', 'dw', 'weekday') THEN 'dow'
    WHEN lower(name) IN ('dayofyear', 'doy', 'dy', 'yearday') THEN 'doy'
    WHEN lower(name) IN ('hour', 'hours', 'h', 'hr', 'hrs') THEN 'hour'
    WHEN lower(name) IN ('minute', 'minutes', 'm', 'min', 'mins') THEN 'minute'
    WHEN lower(name) IN ('second', 'seconds', 's', 'sec', 'secs') THEN 'second'
    WHEN lower(name) IN ('millisecond', 'milliseconds', 'ms', 'msec', 'msecs') THEN 'millisecond'
    WHEN lower(name) IN ('microsecond', 'microseconds', 'us', 'usec', 'usecs') THEN 'microsecond'
    WHEN lower(name) IN ('decade', 'decades', 'century', 'centuries', 'millennium', 'millennia', 'epoch') THEN lower(name)
  END;
END
$$;

CREATE OR REPLACE FUNCTION redshift_shim.known_unit(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF redshift_shim.unit(name) IS NULL THEN
    RAISE EXCEPTION 'invalid datetime part specified: "%"', name USING ERRCODE = '22023';
  END IF;
  RETURN redshift_shim.unit(name);
END
$$;

CREATE OR REPLACE FUNCTION redshift_shim.dateadd(unit text, amount bigint, moment timestamp) RETURNS timestamp
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT CASE WHEN redshift_shim.known_unit(unit) = 'quarter'
                    THEN moment + amount * 3 * interval '1 month'
                    ELSE moment + amount * ('1 ' || redshift_shim.known_unit(unit))::interval END $$;

-- The number of boundaries of the unit between two moments.
CREATE OR REPLACE FUNCTION redshift_shim.datediff(unit text, earlier timestamp, later timestamp) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT CASE redshift_shim.known_unit(unit)
    WHEN 'year' THEN extract(year FROM later) - extract(year FROM earlier)
    WHEN 'quarter' THEN (extract(year FROM later) - extract(year FROM earlier)) * 4
                          + extract(quarter FROM later) - extract(quarter FROM earlier)
    WHEN 'month' THEN (extract(year FROM later) - extract(year FROM earlier)) * 12
                        + extract(month FROM later) - extract(month FROM earlier)
    WHEN 'week' THEN extract(epoch FROM pg_catalog.date_trunc('week', later) - pg_catalog.date_trunc('week', earlier)) / 604800
    WHEN 'day' THEN extract(epoch FROM pg_catalog.date_trunc('day', later) - pg_catalog.date_trunc('day', earlier)) / 86400
    WHEN 'hour' THEN extract(epoch FROM pg_catalog.date_trunc('hour', later) - pg_catalog.date_trunc('hour', earlier)) / 3600
    WHEN 'minute' THEN extract(epoch FROM pg_catalog.date_trunc('minute', later) - pg_catalog.date_trunc('minute', earlier)) / 60
    WHEN 'second' THEN extract(epoch FROM pg_catalog.date_trunc('second', later) - pg_catalog.date_trunc('second', earlier))
    WHEN 'millisecond' THEN extract(epoch FROM pg_catalog.date_trunc('millisecond', later)
                              - pg_catalog.date_trunc('millisecond', earlier)) * 1000
    WHEN 'microsecond' THEN extract(epoch FROM later - earlier) * 1000000
  END::bigint $$;

-- Of a DATE too it is a TIMESTAMP; PostgreSQL would make it one with a zone.
CREATE OR REPLACE FUNCTION redshift_shim.date_trunc(unit text, moment timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.date_trunc(redshift_shim.known_unit(unit), moment) $$;
CREATE OR REPLACE FUNCTION redshift_shim.date_trunc(unit text, day date) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.date_trunc(redshift_shim.known_unit(unit), day::timestamp) $$;

CREATE OR REPLACE FUNCTION redshift_shim.date_part(unit text, moment timestamp) RETURNS double precision
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.date_part(redshift_shim.known_unit(unit), moment) $$;
CREATE OR REPLACE FUNCTION redshift_shim.date_part(unit text, day date) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT pg_catalog.date_part(redshift_shim.known_unit(unit), day::timestamp) $$;

-- EXTRACT gives a whole number, of a moment with a zone a double.
CREATE OR REPLACE FUNCTION redshift_shim.extract_part(unit text, moment timestamp) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT trunc(pg_catalog.date_part(redshift_shim.known_unit(unit), moment))::integer $$;
CREATE OR REPLACE FUNCTION redshift_shim.extract_part(unit text, day date) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT trunc(pg_catalog.date_part(redshift_shim.known_unit(unit), day::timestamp))::integer $$;
CREATE OR REPLACE FUNCTION redshift_shim.extract_part(unit text, span interval) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT trunc(pg_catalog.date_part(redshift_shim.known_unit(unit), span))::integer $$;
CREATE OR REPLACE FUNCTION redshift_shim.extract_part(unit text, moment timestamptz) RETURNS double precision
  LANGUAGE sql STABLE STRICT
  AS $$ SELECT pg_catalog.date_part(redshift_shim.known_unit(unit), moment) $$;

CREATE OR REPLACE FUNCTION redshift_shim.date_part_year(day date) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT extract(year FROM day)::integer $$;

CREATE OR REPLACE FUNCTION redshift_shim.last_day(moment timestamp) RETURNS date LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT (pg_catalog.date_trunc('month', moment) + interval '1 month' - interval '1 day')::date $$;

-- The last day of a month stays the last day.
CREATE OR REPLACE FUNCTION redshift_shim.add_months(moment timestamp, months integer) RETURNS timestamp
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT CASE WHEN moment::date = redshift_shim.last_day(moment)
                    THEN redshift_shim.last_day(moment + months * interval '1 month') + moment::time
                    ELSE moment + months * interval '1 month' END $$;

-- Whole where the days are equal or both the last of their months; else the rest counts in 31sts.
CREATE OR REPLACE FUNCTION redshift_shim.months_between(later timestamp, earlier timestamp) RETURNS double precision
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT (extract(year FROM later) - extract(year FROM earlier)) * 12 + extract(month FROM later) - extract(month FROM earlier)
               + CASE WHEN extract(day FROM later) = extract(day FROM earlier)
                        OR (later::date = redshift_shim.last_day(later) AND earlier::date = redshift_shim.last_day(earlier)) THEN 0
                      ELSE (extract(day FROM later) - extract(day FROM earlier)) / 31.0 END $$;

CREATE OR REPLACE FUNCTION redshift_shim.trunc(moment timestamp) RETURNS date LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT moment::date $$;

CREATE OR REPLACE FUNCTION redshift_shim.convert_timezone(source text, target text, moment timestamp) RETURNS timestamp
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT (moment AT TIME ZONE source) AT TIME ZONE target $$;
CREATE OR REPLACE FUNCTION redshift_shim.convert_timezone(target text, moment timestamp) RETURNS timestamp
  LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT (moment AT TIME ZONE 'UTC') AT TIME ZONE target $$;

-- AVG of whole numbers is a whole number, cut off.
CREATE OR REPLACE FUNCTION redshift_shim.average_add(state numeric[], value bigint) RETURNS numeric[] LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT ARRAY[state[1] + value, state[2] + 1] $$;
CREATE OR REPLACE FUNCTION redshift_shim.average_add(state numeric[], value integer) RETURNS numeric[] LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT ARRAY[state[1] + value, state[2] + 1] $$;
CREATE OR REPLACE FUNCTION redshift_shim.average_add(state numeric[], value smallint) RETURNS numeric[] LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT ARRAY[state[1] + value, state[2] + 1] $$;
CREATE OR REPLACE FUNCTION redshift_shim.average_end(state numeric[]) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
  AS $$ SELECT div(state[1], nullif(state[2], 0))::bigint $$;
CREATE OR REPLACE AGGREGATE redshift_shim.avg(bigint)
  (SFUNC = redshift_shim.average_add, STYPE = numeric[], FINALFUNC = redshift_shim.average_end, INITCOND = '{0,0}');
CREATE OR REPLACE AGGREGATE redshift_shim.avg(integer)
  (SFUNC = redshift_shim.average_add, STYPE = numeric[], FINALFUNC = redshift_shim.average_end, INITCOND = '{0,0}');
CREATE OR REPLACE AGGREGATE redshift_shim.avg(smallint)
  (SFUNC = redshift_shim.average_add, STYPE = numeric[], FINALFUNC = redshift_shim.average_end, INITCOND = '{0,0}');

-- PERCENTILE_CONT and MEDIAN stay decimal, and take a window. The fraction is the first element of the state.
CREATE OR REPLACE FUNCTION redshift_shim.percentile_add(state numeric[], value numeric, fraction numeric) RETURNS numeric[]
  LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE WHEN value IS NULL THEN state ELSE coalesce(state, ARRAY[fraction]) || value END $$;
CREATE OR REPLACE FUNCTION redshift_shim.percentile_end(state numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT
  AS $$ WITH ordered AS (
          SELECT v, row_number() OVER (ORDER BY v) AS r, 1 + state[1] * (array_length(state, 1) - 2) AS at
          FROM unnest(state[2:]) AS v
        )
        SELECT trim_scale(max(v) FILTER (WHERE r = floor(at))
                 + max(at - floor(at)) * (max(v) FILTER (WHERE r = ceil(at)) - max(v) FILTER (WHERE r = floor(at))))
        FROM ordered $$;
CREATE OR REPLACE AGGREGATE redshift_shim.percentile(numeric, numeric)
  (SFUNC = redshift_shim.percentile_add, STYPE = numeric[], FINALFUNC = redshift_shim.percentile_end);

-- What MERGE asks of its source and, to replace rows, of both tables.
CREATE OR REPLACE FUNCTION redshift_shim.require_table(source regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = source) <> 'r' THEN
    RAISE EXCEPTION 'MERGE source "%" must be a table', source;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION redshift_shim.require_same_columns(target regclass, source regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) FROM pg_attribute
       WHERE attrelid = target AND attnum > 0 AND NOT attisdropped)
     IS DISTINCT FROM
     (SELECT array_agg(format_type(atttypid, atttypmod) ORDER BY attnum) FROM pg_attribute
       WHERE attrelid = source AND attnum > 0 AND NOT attisdropped) THEN
    RAISE EXCEPTION 'MERGE with REMOVE DUPLICATES needs the same columns in "%" and "%"', target, source;
  END IF;
END
$$;
