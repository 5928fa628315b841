MATCH (g:Entente {name: 'graph'})
SET g.projected = $p.projected, g.projectedPhase = $p.phase, g.projectedAfter = $p.after
