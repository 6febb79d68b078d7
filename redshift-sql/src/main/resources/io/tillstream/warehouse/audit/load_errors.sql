-- question: What did COPY :query_id refuse, and where?
-- columns: file_name, line_number, column_name, column_type, error_message
SELECT TRIM(file_name) AS file_name,
       line_number AS line_number,
       TRIM(column_name) AS column_name,
       TRIM(column_type) AS column_type,
       TRIM(error_message) AS error_message
FROM sys_load_error_detail
WHERE query_id = CAST(:query_id AS BIGINT)
ORDER BY start_time
LIMIT 1;
