-- One row for each order of a group: its lines that belong to the group. sold: whether it has a SALE line there, returned: a
-- RETURN line. After the columns of the group.
         f.currency AS currency,
         f.source AS source,
         f.order_id AS order_id,
         SUM(f.revenue) AS revenue,
         COUNT(*) AS lines,
         SUM(f.quantity) AS units,
         MAX(CASE WHEN f.event_type = 'SALE' THEN 1 ELSE 0 END) AS sold,
         MAX(CASE WHEN f.event_type = 'RETURN' THEN 1 ELSE 0 END) AS returned
  FROM sales.fact_sales AS f
