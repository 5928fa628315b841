MATCH (g:Entente {name: 'graph'}) WHERE g.writer = $writer
SET g.writerUntil = timestamp() + $lease
RETURN g.newest AS newest
