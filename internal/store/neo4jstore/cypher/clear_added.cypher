MATCH (x:{{.Label}}) USING INDEX x:{{.Label}}(addedIn{{template "second" .Label}}{{template "third" .Label}})
WHERE x.addedIn = $p.revision{{template "secondThere" .Label}}{{template "thirdThere" .Label}}
WITH x LIMIT $p.limit
DETACH DELETE x
RETURN count(*) AS n
