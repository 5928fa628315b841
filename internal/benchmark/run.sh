#!/usr/bin/env bash
# run.sh [SHARED]: Entente beside PostGraphile 4 and @neo4j/graphql on the facts of ICEWS 2014, asked in turns, and a table.
#
# SHARED (../shared by default, seen from the project's folder) has the facts (data/icews14) and the peers (bench). The peers are
# put into $WORK and stay there, so that a second run is quick; all servers listen on this machine only, and end with the script.
# Needed: go, node and npm, java 17 and mvn, postgresql (the packages of Debian), root for the user that Postgres runs as.
#
# With ON=neo4j Entente keeps its graph in a Neo4j of its own, set up as that of @neo4j/graphql, and is asked beside that and beside
# Cypher written by hand (./cypher) on @neo4j/graphql's database: twice, for the facts of which an entity is either end, as Entente is,
# and for those of which it is the subject, as the peers are. Nothing of Postgres is needed then.
#
# AFTER is a command to run at the end, while all still answer: a profile, say, of what 127.0.0.1:18306/debug/pprof has.
#
# Figures of a busy machine swing, so the servers are asked in turns, ROUNDS times, and the table has medians: of the answers a
# second, and of the ratios within each round, with the least and greatest of those.
#
#   WORK=~/.cache/entente-bench ROUNDS=7 LOAD="-c 4 -d 2s" internal/benchmark/run.sh
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
cd "$HERE/../.."
SHARED=$(realpath -m "${1:-../shared}") WORK=${WORK:-${XDG_CACHE_HOME:-$HOME/.cache}/entente-bench} LOAD=${LOAD:--c 4 -d 2s} ROUNDS=${ROUNDS:-7}
DATA=$SHARED/data/icews14 PEERS=$SHARED/bench ON=${ON:-memory}
for need in "$DATA/quads.tsv.gz" "$PEERS/peers.json" "$PEERS/loadgen/main.go"; do
	[ -e "$need" ] || { echo "run.sh: there is no $need: give the folder that has data/icews14 and bench (run.sh FOLDER)" >&2; exit 2; }
done
postgres=psql
[ "$ON" != neo4j ] || postgres=
for tool in go node npm java mvn $postgres python3; do
	command -v $tool >/dev/null || { echo "run.sh: $tool is needed" >&2; exit 2; }
done
for port in 15432 18301 18302 18303 18304 18305 18306 18307 18308 18309; do
	! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "run.sh: something listens on port $port already; another run?" >&2; exit 2; }
done
mkdir -p "$WORK"/{neo4j,neo4j-graphql,postgraphile,bin}
export NEO4J_PASSWORD=benchmark NEO4J_URI=bolt://127.0.0.1:18302
started=()
stop() {
	for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
	if [ "$ON" != neo4j ]; then
		local bin; bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
		su pgpeer -c "$bin/pg_ctl -D /var/tmp/pgpeer/data stop -m fast" >/dev/null 2>&1 || true
	fi
	wait 2>/dev/null || true
}
trap stop EXIT

# start NAME COMMAND...: runs it until the script ends.
start() {
	local name=$1; shift
	"$@" >"$WORK/$name.log" 2>&1 &
	started+=($!)
}
# answers URL: waits until a server does.
answers() {
	for _ in $(seq 180); do
		curl -s -o /dev/null -H 'Content-Type: application/json' -d '{"query":"{ __typename }"}' "$1" && return
		sleep 1
	done
	echo "run.sh: $1 does not answer; see $WORK/*.log" >&2; exit 1
}

# neo4j NAME BOLT HTTP: a server of Neo4j in $WORK/neo4j/NAME, at these ports; "fresh" is yes where it is a new one.
neo4j() {
	local opens="--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED"
	local home=$WORK/neo4j/$1
	mkdir -p "$home/conf"
	if [ ! -d "$WORK/neo4j/lib" ]; then
		cat >"$WORK/neo4j/pom.xml" <<-'POM'
			<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>peers</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
			<dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>5.26.28</version></dependency></dependencies></project>
		POM
		(cd "$WORK/neo4j" && mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib)
	fi
	fresh=
	if [ ! -d "$home/data" ]; then
		fresh=yes
		cat >"$home/conf/neo4j.conf" <<-CONF
			server.bolt.listen_address=127.0.0.1:$2
			server.http.listen_address=127.0.0.1:$3
			server.memory.pagecache.size=256m
			dbms.usage_report.enabled=false
		CONF
		NEO4J_HOME=$home NEO4J_CONF=$home/conf java $opens -cp "$WORK/neo4j/lib/*" org.neo4j.cli.AdminTool dbms set-initial-password "$NEO4J_PASSWORD" >/dev/null
	fi
	start "neo4j-$1" java -Xmx1g $opens -cp "$WORK/neo4j/lib/*" org.neo4j.server.CommunityEntryPoint --home-dir="$home" --config-dir="$home/conf"
	answers "http://127.0.0.1:$3"
	sleep 3
}

neo4j_graphql() {
	cp "$PEERS"/neo4j-graphql/*.mjs "$PEERS"/neo4j-graphql/package.json "$WORK/neo4j-graphql/"
	neo4j home 18302 18304
	cd "$WORK/neo4j-graphql"
	[ -d node_modules ] || npm install --no-audit --no-fund --silent
	[ -z "$fresh" ] || node load.mjs "$DATA"
	start neo4j-graphql env PORT=18301 NODE_ENV=production node server.mjs
	answers http://127.0.0.1:18301/
	cd - >/dev/null
}

# on_neo4j: the servers beside Entente on Neo4j, and the file of their questions.
on_neo4j() {
	neo4j entente 18307 18308
	go build -o "$WORK/bin/cypher" ./internal/benchmark/cypher
	start cypher "$WORK/bin/cypher" -uri "$NEO4J_URI" -addr 127.0.0.1:18309
	answers http://127.0.0.1:18309
	python3 - "$PEERS/peers.json" >"$WORK/peers.json" <<-'PYTHON'
		import json, sys
		plan = json.load(open(sys.argv[1], encoding="utf-8"))
		for question, asks in plan.items():
		    by_hand = {"url": "http://127.0.0.1:18309", "pool": asks["neo4j-graphql"]["pool"]}
		    plan[question] = {
		        "neo4j-graphql": asks["neo4j-graphql"],
		        "cypher": dict(by_hand, query=question),
		        "cypher-subject": dict(by_hand, query="subject/" + question),
		    }
		json.dump(plan, sys.stdout)
	PYTHON
}

postgraphile() {
	cp "$PEERS/postgraphile/load.sh" "$WORK/postgraphile/"
	bash "$WORK/postgraphile/load.sh" "$DATA"
	cd "$WORK/postgraphile"
	[ -d node_modules ] || npm install --no-audit --no-fund --silent postgraphile@4
	start postgraphile env NODE_ENV=production node node_modules/postgraphile/cli.js -c postgres://pgpeer@127.0.0.1:15432/peer -s public -p 18303 -n 127.0.0.1 --disable-query-log
	answers http://127.0.0.1:18303/graphql
	cd - >/dev/null
}

neo4j_graphql
peers=$PEERS/peers.json store=
if [ "$ON" = neo4j ]; then
	on_neo4j
	peers=$WORK/peers.json store=bolt://127.0.0.1:18307
else
	postgraphile
fi
go build -o "$WORK/bin/serve" ./internal/benchmark/serve
(cd "$PEERS/loadgen" && go build -o "$WORK/bin/loadgen" .)
start entente "$WORK/bin/serve" -data "$DATA" -store "$store" -peers "$peers" -plan "$WORK/plan.json" -profiles 127.0.0.1:18306
answers http://127.0.0.1:18305/graphql
until [ -s "$WORK/plan.json" ] && grep -q listening "$WORK/entente.log"; do sleep 0.2; done

# Neo4j and Node are slow until they have run for a while: a first round is thrown away.
"$WORK/bin/loadgen" -c 4 -d "${WARM:-3s}" -rounds 1 "$WORK/plan.json" >/dev/null
echo "$(date -u +%F), $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)), load average $(cut -d' ' -f1-3 /proc/loadavg) before, $ROUNDS rounds of loadgen $LOAD"
head -1 "$WORK/entente.log"
# In a round the servers are asked one right after the other, so whatever else the machine does meets all of them.
rm -f "$WORK"/round-*.txt
for round in $(seq "$ROUNDS"); do
	"$WORK/bin/loadgen" $LOAD -rounds 1 "$WORK/plan.json" | tee "$WORK/round-$round.txt" | sed "s/^/round $round: /" >&2
done
status=0
python3 "$HERE/table.py" "$WORK"/round-*.txt || status=$?
[ -z "${AFTER:-}" ] || bash -c "$AFTER"
exit $status
