MATCH (g:Entente {name: 'graph'})
SET g.newest = $p.newest, g.pending = null, g.format = $p.format
