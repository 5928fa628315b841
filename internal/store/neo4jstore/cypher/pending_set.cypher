MATCH (g:Entente {name: 'graph'})
SET g.pending = $p.pending
