-- What ABC means: the products that bring revenue, largest first; A until 80 % of it, B until 95 %, C the rest. None: what
-- brought nothing or less; the total is that of the products that brought more.
WITH product AS (
  SELECT f.source AS source, p.product_id AS product_id, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.product_key <> 0
  GROUP BY f.source, p.product_id, f.currency
),
accumulated AS (
  SELECT source,
         product_id,
         currency,
         revenue,
         SUM(CASE WHEN revenue > 0 THEN revenue ELSE 0 END)
           OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source
                 ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cumulative,
         SUM(CASE WHEN revenue > 0 THEN revenue ELSE 0 END)
           OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source
                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS better,
         SUM(CASE WHEN revenue > 0 THEN revenue ELSE 0 END) OVER (PARTITION BY currency) AS total,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source) AS place
  FROM product
),
classified AS (
  SELECT source, product_id, currency, revenue, cumulative, total, place,
         CASE WHEN revenue <= 0 THEN 'None'
              WHEN COALESCE(better, 0) < 0.80 * CAST(total AS DECIMAL(33,6)) THEN 'A'
              WHEN COALESCE(better, 0) < 0.95 * CAST(total AS DECIMAL(33,6)) THEN 'B'
              ELSE 'C' END AS abc_class
  FROM accumulated
