#!/usr/bin/env bash
# Mutation test: makes one fault at a time in a copy of the executor, and checks that the tests find it. Run it from any folder:
#   internal/execute/mutants.sh [text]     only faults whose line contains the text
# It exits with 1 if the tests miss a fault, or if a fault no longer matches the code. It takes some minutes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "$root/go.mod" "$root/go.sum" "$copy/"
mkdir -p "$copy/internal"
cp -r "$here" "$copy/internal/execute"
cp -r "$root/internal/meter" "$copy/internal/meter"
rm -rf "$copy/internal/execute/exectest/testdata/graphqljs/node_modules"
mkdir "$copy/sound"
cp "$here"/*.go "$copy/sound/"

# file | sed expression | what it breaks
faults='
collect.go|s/if condition == (d.Name == "skip")/if condition != (d.Name == "skip")/|skip and include are exchanged
collect.go|s/if t.Name == c.object {/if t.Name != c.object {/|a fragment applies to the wrong types
collect.go|s/condition = c.variant.conditions\[v.Raw\]/condition = true/|conditions by variables hold always
plan.go|s/f.selections = append(f.selections, node.SelectionSet...)/_ = 0/;s/f.nodes = append(f.nodes, node)/_ = 0/|fields of one key are not merged
plan.go|s/key := binary.AppendVarint(nil, int64(id))/key := binary.AppendVarint(nil, 0)/|different types share a plan
plan.go|s/f.constant = f.constant \&\& !namesVariable(a.Value)/_ = a/|keys of variables are kept from one request to the next
null.go|s/^\t\t\t\tl.end = nullEnd/\t\t\t\t_ = l/|a null element does not null its list
null.go|s/^\t\t\tc.owner.nullRow(row)/\t\t\t_ = row/|a null field does not null its object
null.go|s/it.frame = nil/_ = it/|an object that became null is written
path.go|s/ast.PathIndex(position-spans\[i\].start)/ast.PathIndex(position)/|paths count through all lists
path.go|s/return f.sources\[i-1\].column/_ = i; return f.sources[0].column/|paths mistake where objects came from
job.go|s/read.ExpandAt(s, results, j.offset+k)/read.ExpandAt(s, results, k)/|a shared call gives all the first one'"'"'s objects
job.go|s/return errs\[j.offset : j.offset+len(j.column.owner.rows)\], nil/return errs[:len(j.column.owner.rows)], nil/|a shared call gives all the first one'"'"'s errors
call.go|s/key := callKey{field: f, args: j.args.all, branch: j.column.branch}/key := callKey{field: f, branch: j.column.branch}/|calls with different arguments are one
call.go|s/key := callKey{field: f, args: j.args.all, branch: j.column.branch}/key := callKey{field: f, args: j.args.all}/|calls of different branches are one
job.go|s/b := r.branches\[a.branch\]/var b *branch/|equal branches are told apart
call.go|s/c.err = r.recovered(c.ctx, p)/panic(p)/|a panic of a resolver is a crash
arguments.go|s/if !given \&\& f.DefaultValue != nil {/if false {/|defaults of input fields are left out of keys
step.go|s/if f := r.openFrames\[p\]; f != nil \&\& !f.done {/if f := r.openFrames[p]; f != nil {/|objects are added to a frame that was read already
step.go|/\/\/ The resolvers may have/{n;s/return err/_ = err/}|the answer of a cancelled call is used
check.go|s/c.B = append(c.B\[:l.start\], null...)/c.B = append(c.B, 93)/|a list of scalars keeps a null that it must not have
check.go|s/if c.modelNullEnd != len(c.B) {/if false {/|a marshaler'"'"'s null is blamed on the model
sink.go|s/^\t\ts.failNull()/\t\t_ = 0/|a null object is let pass
sink.go|s/limit > 0 \&\& s.run.elements > limit/limit > 0 \&\& s.run.elements > 10*limit/|the limit on elements is lax
frame.go|s/\*f = frame{rows: cleared(f.rows), /*f = frame{rows: cleared(f.rows), nullRows: f.nullRows, /|a request sees nulls of another
frame.go|s/levels\[i\] = levels\[i\]\[:0\]/_ = i/|a request sees lists of another
frame.go|s/bounds: c.bounds\[:0\]}/bounds: c.bounds}/|a request sees values of another
fail.go|s/out = \&c/_ = c; out = own/|rows share one error and its path
buffer.go|s/if c >= 0x20 \&\& c != .".*{/if c >= 0x20 {/|quotes are not escaped
write.go|s/case c.nullAt(row):/case false:/|a leaf that failed is written
cache.go|s/for c.weight > c.limit/for c.weight > 1000*c.limit/|plans pile up
status.go|s/if media == mediaJSON {/if false {/|old clients get a status that they cannot read
request.go|s/if _, err = d.Token(); err == io.EOF {/if true {/|text after the JSON object is ignored
'
planted=0 alive=0
while IFS='|' read -r file change what; do
	[ -n "$file" ] || continue
	[[ "$file|$change|$what" == *"${1:-}"* ]] || continue
	planted=$((planted + 1))
	sed "$change" "$copy/sound/$file" > "$copy/internal/execute/$file"
	if cmp -s "$copy/sound/$file" "$copy/internal/execute/$file"; then
		echo "STALE  $file: $what (the change no longer fits the code)"
		alive=$((alive + 1))
	elif ! (cd "$copy" && go build ./internal/execute >"$copy/log" 2>&1); then
		echo "STALE  $file: $what (does not compile: $(sed -n 2p "$copy/log"))"
		alive=$((alive + 1))
	elif (cd "$copy" && CI='' SEED=1 ENTENTE_QUESTIONS="${ENTENTE_QUESTIONS:-1500}" go test -failfast -timeout 120s ./internal/execute ./internal/execute/exectest >"$copy/log" 2>&1); then
		echo "ALIVE  $file: $what"
		alive=$((alive + 1))
	else
		echo "caught $file: $what ($(grep -m1 -o '^--- FAIL: [A-Za-z]*' "$copy/log" | cut -c11- || echo 'a crash'))"
	fi
	cp "$copy/sound/$file" "$copy/internal/execute/$file"
done <<<"$faults"
echo "$planted faults planted, $alive not caught"
[ "$planted" -gt 0 ] && [ "$alive" -eq 0 ]
