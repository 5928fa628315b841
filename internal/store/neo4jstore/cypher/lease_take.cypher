MATCH (g:Entente {name: 'graph'})
SET g.asked = $p.writer
RETURN g.writer IS NULL OR g.writer = $p.writer OR g.writerUntil < timestamp() AS free, g.newest AS newest,
  coalesce(g.pending, 0) AS pending, g.projected AS projected, coalesce(g.writer, '') AS writer, coalesce(g.writerUntil, 0) AS until
