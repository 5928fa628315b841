MATCH (g:Entente {name: 'graph'}) WHERE g.writer = $p.writer
SET g.writerUntil = timestamp() + $p.lease
RETURN g.newest AS newest
