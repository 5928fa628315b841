#!/usr/bin/env bash
# contained.sh: whether a container's memory is enough while attackers look for dear questions.
#
# It starts a server in a control group of this machine (version 1 or 2) with so much memory and no more, as a container has it: the program with the
# built-in datasets in 512 MiB (GRAPH=built-in), or drawn facts of the shape of ICEWS in 1 GiB (GRAPH=icews). ATTACKERS connections of one address send
# what the generator finds (./dear), while another asks a point question (./attack). At the end it prints the most memory that the server took, how often
# the system killed it or refused it memory, and the latency of the point question; it exits with 1 if the server was killed. It needs Linux, go, and
# root to make the group.
#
#   GRAPH=icews MEMORY=1G FOR=1h ATTACKERS=8 internal/benchmark/contained.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
GRAPH=${GRAPH:-built-in} FOR=${FOR:-10m} ATTACKERS=${ATTACKERS:-8}
case $GRAPH in
built-in) MEMORY=${MEMORY:-512M} PORT=${PORT:-18311} point='{country(ref: "GE") {name}}' values=-built-in ;;
icews) MEMORY=${MEMORY:-1G} PORT=${PORT:-18312} point='{country(ref: "country:entity-0010-10") {name}}' values="-data=" ;;
*) echo "contained.sh: GRAPH is built-in or icews" >&2; exit 2 ;;
esac
! (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null || { echo "contained.sh: something listens on port $PORT already" >&2; exit 2; }
WORK=$(mktemp -d)
name=entente-$GRAPH-$$
if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
	group=/sys/fs/cgroup/$name limit=memory.max events=memory.events
else
	group=/sys/fs/cgroup/memory/$name limit=memory.limit_in_bytes events=memory.oom_control
fi
mkdir "$group" || { echo "contained.sh: a control group cannot be made here ($group)" >&2; exit 2; }
server=
stop() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || true
	wait 2>/dev/null || true
	rmdir "$group" 2>/dev/null || true
	rm -rf "$WORK"
}
trap stop EXIT
echo "$MEMORY" >"$group/$limit"
# Swap would hide what does not fit.
[ ! -f "$group/memory.swap.max" ] || echo 0 >"$group/memory.swap.max"
go build -o "$WORK" ./cmd/entente ./internal/benchmark/serve ./internal/benchmark/dear ./internal/benchmark/attack
if [ "$GRAPH" = icews ]; then
	command=("$WORK/serve" -data= -guarded -addr "127.0.0.1:$PORT")
else
	command=("$WORK/entente" serve --addr "127.0.0.1:$PORT")
fi
bash -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' - "$group" "${command[@]}" >"$WORK/server.log" 2>&1 &
server=$!
url=http://127.0.0.1:$PORT/graphql
until grep -q 'listening on' "$WORK/server.log"; do
	kill -0 "$server" 2>/dev/null || { tail -5 "$WORK/server.log" >&2; echo "contained.sh: the server did not start" >&2; exit 1; }
	sleep 0.2
done
echo "$(date -u +%F), $(nproc) cores, $GRAPH in $MEMORY, $ATTACKERS attackers for $FOR"
"$WORK/attack" -url "$url" -point "$point" -attackers 0 -for "$FOR" >"$WORK/point.txt" 2>&1 &
point=$!
"$WORK/dear" -url "$url" "$values" -attackers "$ATTACKERS" -for "$FOR" | cut -c1-400 || true
wait "$point" || true
sed 's/^alone: */the point question: /' "$WORK/point.txt"
status=0
if kill -0 "$server" 2>/dev/null; then
	sed -n 's/^VmHWM:[[:space:]]*/the most memory that the server took: /p' "/proc/$server/status"
else
	echo "the server has ended"; tail -5 "$WORK/server.log"; status=1
fi
echo "killed by the system: $(awk '$1 == "oom_kill" { print $2 }' "$group/$events")"
exit $status
