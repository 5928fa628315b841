UNWIND $p.pages AS page
CALL (page) {
  CALL (page) {
    MATCH (s:Statement) USING INDEX s:Statement(source, fromSource) WHERE s.source = page.id AND s.fromSource IS NOT NULL
      WITH * WHERE {{template "side"}}
        AND {{template "selected" $}}
    RETURN s.link AS link
    UNION
    MATCH (s:Statement) USING INDEX s:Statement(target, fromTarget) WHERE s.target = page.id AND s.fromTarget IS NOT NULL
      AND s.source <> page.id
      WITH * WHERE {{template "side"}}
        AND {{template "selected" $}}
    RETURN s.link AS link
  }
  RETURN count(link) AS n
}
RETURN page.slot AS slot, n
