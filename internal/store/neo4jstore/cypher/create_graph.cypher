MERGE (g:Entente {name: 'graph'})
ON CREATE SET g.format = $p.format, g.newest = 0, g.projected = 0
