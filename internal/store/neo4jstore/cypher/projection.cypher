MATCH (g:Entente {name: 'graph'})
RETURN g.projected AS projected, coalesce(g.projectedPhase, 0) AS phase, coalesce(g.projectedAfter, '') AS after
