-- Run by the superuser, who alone may change a cast. Safe to repeat.
-- VARCHAR(n) and CHAR(n) count bytes: the functions with which PostgreSQL fits a value to a length are replaced, so that
-- inserts, updates, casts and CREATE TABLE AS all count alike. A cast cuts off, an assignment is refused.
CREATE OR REPLACE FUNCTION redshift_shim.too_long(value varchar, bytes integer, explicit boolean) RETURNS varchar
  LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  cut varchar := pg_catalog.left(value, bytes);
BEGIN
  IF explicit OR pg_catalog.octet_length(pg_catalog.rtrim(value, ' ')) <= bytes THEN
    WHILE pg_catalog.octet_length(cut) > bytes LOOP
      cut := pg_catalog.left(cut, -1);
    END LOOP;
    RETURN cut;
  END IF;
  RAISE EXCEPTION 'Value too long for type character varying(%)', bytes USING ERRCODE = '22001';
END
$$;

-- Not STRICT, so that PostgreSQL puts the expression in place of the call.
CREATE OR REPLACE FUNCTION redshift_shim.varchar_bytes(value varchar, typmod integer, explicit boolean) RETURNS varchar
  LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE WHEN pg_catalog.octet_length(value) <= typmod - 4 THEN value
                    ELSE redshift_shim.too_long(value, typmod - 4, explicit) END $$;

CREATE OR REPLACE FUNCTION redshift_shim.char_bytes(value bpchar, typmod integer, explicit boolean) RETURNS bpchar
  LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF pg_catalog.octet_length(value) <> pg_catalog.char_length(value::varchar) AND pg_catalog.octet_length(value::varchar) <> pg_catalog.char_length(value::varchar) THEN
    RAISE EXCEPTION 'CHAR string contains invalid ASCII character' USING ERRCODE = '22001';
  END IF;
  RETURN pg_catalog.bpchar(value, typmod, explicit);
END
$$;

UPDATE pg_cast SET castfunc = 'redshift_shim.varchar_bytes(varchar, integer, boolean)'::regprocedure
 WHERE castsource = 'varchar'::regtype AND casttarget = 'varchar'::regtype
   AND castfunc <> 'redshift_shim.varchar_bytes(varchar, integer, boolean)'::regprocedure;
UPDATE pg_cast SET castfunc = 'redshift_shim.char_bytes(bpchar, integer, boolean)'::regprocedure
 WHERE castsource = 'bpchar'::regtype AND casttarget = 'bpchar'::regtype
   AND castfunc <> 'redshift_shim.char_bytes(bpchar, integer, boolean)'::regprocedure;
