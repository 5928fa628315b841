UNWIND $p.pages AS page
CALL (page) {
  CALL (page) {
    MATCH (s:Statement) USING INDEX s:Statement(source, fromSource) WHERE s.source = page.id AND s.fromSource >= page.lo AND s.fromSource < page.hi
      WITH * WHERE {{template "side"}}
        AND {{template "selected" $}}
    WITH DISTINCT s.source AS source, s.fromSource AS key, s.link AS link ORDER BY source{{.Way}}, key{{.Way}} LIMIT $p.limit
    RETURN key, link
    UNION ALL
    MATCH (s:Statement) USING INDEX s:Statement(target, fromTarget) WHERE s.target = page.id AND s.fromTarget >= page.lo AND s.fromTarget < page.hi
      AND s.source <> page.id
      WITH * WHERE {{template "side"}}
        AND {{template "selected" $}}
    WITH DISTINCT s.target AS target, s.fromTarget AS key, s.link AS link ORDER BY target{{.Way}}, key{{.Way}} LIMIT $p.limit
    RETURN key, link
  }
  WITH key, link ORDER BY key{{.Way}} LIMIT $p.limit
  WITH collect(link) AS links
  UNWIND links[..page.most] AS link
  CALL (link) {
    {{template "sum" $}}
  }
  RETURN link, source, relation, target, n, level, affirming, affirmingLevel
}
RETURN page.slot AS slot, page.range AS range, link, source, relation, target, n, level, affirming, affirmingLevel
