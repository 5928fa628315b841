UNWIND range(0, size($p.ids) - 1) AS slot
WITH slot, $p.ids[slot] AS link
CALL (link) {
  {{template "sum" $}}
}
WITH slot, link, source, relation, target, n, level, affirming, affirmingLevel WHERE n > 0
RETURN slot, 0 AS range, link, source, relation, target, n, level, affirming, affirmingLevel
