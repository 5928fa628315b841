MATCH (g:Entente {name: 'graph'})
RETURN g.newest
