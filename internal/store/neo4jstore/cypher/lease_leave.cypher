MATCH (g:Entente {name: 'graph'})
SET g.writer = CASE WHEN g.writer = $p.writer THEN null ELSE g.writer END
