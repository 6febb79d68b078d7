-- Which sales a query is asked about: a till system and a span of days.
  WHERE :source IN ('*', f.source)
    AND f.date_key BETWEEN CAST(REPLACE(:since, '-', '') AS INTEGER) AND CAST(REPLACE(:until, '-', '') AS INTEGER)
