-- question: What is the revenue of each currency in the warehouse up to batch :batch_no?
-- columns: currency, revenue
SELECT f.currency AS currency, SUM(f.revenue) AS revenue
FROM sales.fact_sales AS f
WHERE f.batch_no <= :batch_no
GROUP BY f.currency
ORDER BY f.currency;
