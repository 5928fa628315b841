MATCH (g:Entente {name: 'graph'})
SET g.projected = $projected, g.projectedPhase = $phase, g.projectedAfter = $after
