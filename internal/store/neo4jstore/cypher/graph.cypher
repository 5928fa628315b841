MATCH (g:Entente {name: 'graph'})
RETURN g.format AS format, g.newest AS newest, g.projected AS projected
