MATCH (g:Entente {name: 'graph'})
SET g.newest = $newest, g.pending = null
