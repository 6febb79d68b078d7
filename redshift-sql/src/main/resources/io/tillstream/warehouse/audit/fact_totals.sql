-- question: How many sales does the warehouse hold up to batch :batch_no, and what is the checksum of their coordinates?
-- columns: fact_rows, checksum
SELECT COUNT(*) AS fact_rows,
       COALESCE(SUM(CAST(STRTOL(SUBSTRING(MD5(
         f.topic_id
           || ':' || CAST(f.kafka_partition AS VARCHAR(20))
           || ':' || CAST(f.kafka_offset AS VARCHAR(20))
           || ':' || CAST(f.record_index AS VARCHAR(20))
       ), 1, 15), 16) AS DECIMAL(38,0))), 0) AS checksum
FROM sales.fact_sales AS f
WHERE f.batch_no <= :batch_no;
