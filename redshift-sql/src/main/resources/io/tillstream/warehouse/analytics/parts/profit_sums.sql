-- Profit and revenue of a group of lines. A margin divides by the revenue of the lines whose profit is known. After the columns of
-- the group.
         SUM(f.profit) AS profit,
         SUM(f.revenue) AS revenue,
         SUM(CASE WHEN f.profit IS NOT NULL THEN f.revenue END) AS revenue_of_known_profit,
         COUNT(*) AS lines,
         SUM(CASE WHEN f.profit IS NULL THEN 1 ELSE 0 END) AS lines_without_profit
  FROM sales.fact_sales AS f
