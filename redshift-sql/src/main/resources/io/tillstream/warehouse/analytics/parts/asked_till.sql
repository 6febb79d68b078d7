-- Which sales a series is made of: those of a till system, but none dated after :today, which a wrong clock made. What since
-- and until ask for is selected at the end, so that they cut no comparison.
  WHERE :source IN ('*', f.source)
    AND f.date_key <= CAST(REPLACE(:today, '-', '') AS INTEGER)
