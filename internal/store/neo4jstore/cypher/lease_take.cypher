MATCH (g:Entente {name: 'graph'})
SET g.asked = $p.writer
SET g.writer = CASE WHEN g.writer IS NULL OR g.writerUntil < timestamp() THEN $p.writer ELSE g.writer END
SET g.writerUntil = CASE WHEN g.writer = $p.writer THEN timestamp() + $p.lease ELSE g.writerUntil END
RETURN g.writer = $p.writer AS free, g.newest AS newest, coalesce(g.pending, 0) AS pending, g.projected AS projected,
  g.writer AS writer, g.writerUntil AS until
