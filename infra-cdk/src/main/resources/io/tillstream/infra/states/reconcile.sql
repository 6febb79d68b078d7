SELECT CAST(COALESCE((SELECT MAX(l.batch_no_to) FROM ops.load_ledger AS l), 0) AS VARCHAR(20))
  || '|' || CAST(COUNT(*) AS VARCHAR(20))
  || '|' || CAST(COALESCE(SUM(CAST(STRTOL(SUBSTRING(MD5(
       f.topic_id
         || ':' || CAST(f.kafka_partition AS VARCHAR(20))
         || ':' || CAST(f.kafka_offset AS VARCHAR(20))
         || ':' || CAST(f.record_index AS VARCHAR(20))
     ), 1, 15), 16) AS DECIMAL(38,0))), 0) AS VARCHAR(40)) AS answer
FROM sales.fact_sales AS f
