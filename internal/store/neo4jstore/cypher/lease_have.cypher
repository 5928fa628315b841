MATCH (g:Entente {name: 'graph'})
SET g.writer = $p.writer, g.writerUntil = timestamp() + $p.lease
