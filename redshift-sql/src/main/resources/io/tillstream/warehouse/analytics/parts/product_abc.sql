-- What ABC means: the products that bring revenue, largest first; A until 80 % of it, B until 95 %, C the rest.
WITH product AS (
  SELECT f.source AS source, p.product_id AS product_id, f.currency AS currency, SUM(f.revenue) AS revenue
  FROM sales.fact_sales AS f
  JOIN sales.dim_product AS p ON p.product_key = f.product_key
-- include: asked_for
    AND f.product_key <> 0
  GROUP BY f.source, p.product_id, f.currency
  HAVING SUM(f.revenue) > 0
),
accumulated AS (
  SELECT source,
         product_id,
         currency,
         revenue,
         SUM(revenue) OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source
                            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS cumulative,
         SUM(revenue) OVER (PARTITION BY currency) AS total,
         ROW_NUMBER() OVER (PARTITION BY currency ORDER BY revenue DESC, product_id, source) AS place
  FROM product
),
classified AS (
  SELECT source, product_id, currency, revenue, cumulative, total, place,
         CASE WHEN cumulative - revenue < 0.80 * total THEN 'A'
              WHEN cumulative - revenue < 0.95 * total THEN 'B'
              ELSE 'C' END AS abc_class
  FROM accumulated
