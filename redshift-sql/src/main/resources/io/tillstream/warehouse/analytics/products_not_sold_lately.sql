-- question: Which products have not been sold for the longest time, counted to the last day on which their till system sold anything?
-- columns: source, product_id, product_name, last_sold, days_without_sale, lines_sold
-- parameters: source, since, until, today, top
WITH product AS (
  SELECT f.source AS source, p.product_id AS product_id, MAX(d.date) AS last_day, COUNT(*) AS lines_sold
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
  JOIN sales.dim_date AS d ON d.date_key = f.date_key
-- include: asked_for
    AND f.date_key <= CAST(REPLACE(:today, '-', '') AS INTEGER)
    AND f.product_key <> 0
    AND f.event_type = 'SALE'
  GROUP BY f.source, p.product_id
),
measured AS (
  SELECT source, product_id, last_day, lines_sold, MAX(last_day) OVER (PARTITION BY source) - last_day AS days FROM product
),
ranked AS (
  SELECT source, product_id, last_day, lines_sold, days, ROW_NUMBER() OVER (ORDER BY days DESC, source, product_id) AS place
  FROM measured
)
SELECT ranked.source AS source,
       ranked.product_id AS product_id,
       COALESCE(p.product_name, 'Unknown') AS product_name,
       TO_CHAR(ranked.last_day, 'YYYY-MM-DD') AS last_sold,
       ranked.days AS days_without_sale,
       ranked.lines_sold AS lines_sold
FROM ranked
LEFT JOIN sales.dim_product AS p ON p.source = ranked.source AND p.product_id = ranked.product_id AND p.is_current
WHERE ranked.place <= CAST(:top AS INTEGER)
ORDER BY ranked.place;
