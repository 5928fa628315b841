"""table.py ROUND...: the table of several rounds of the load generator, each in a file of its lines.

It exits with 1 where a server gave an error or no answer.
"""
import re
import statistics
import sys

LINE = re.compile(r"(\S+)\s+(\S+)\s+([\d.]+)/s\s+p50\s+([\d.]+) ms\s+p99\s+([\d.]+) ms\s+(\d+) B\s+(\d+) errors")
OWN = "entente"


def read(paths):
    """Gives for each question and server its figures, one for each round, and whether all went well."""
    figures, well = {}, True
    for path in paths:
        for line in open(path, encoding="utf-8"):
            found = LINE.match(line)
            if not found or found[7] != "0":
                print(f"{path}: {line.strip()}", file=sys.stderr)
                well = False
                continue
            figures.setdefault(found[1], {}).setdefault(found[2], []).append([float(f) for f in found.groups()[2:6]])
    return figures, well


def times(own, other):
    """How many times as fast, as the median of the rounds, and from least to greatest."""
    ratios = sorted(a[0] / b[0] for a, b in zip(own, other))
    return f"{statistics.median(ratios):.1f}× ({ratios[0]:.1f} to {ratios[-1]:.1f})"


def main(paths):
    figures, well = read(paths)
    print("\n| question | server | answers/s | p50 ms | p99 ms | bytes | Entente is | with both ends |")
    print("|---|---|---|---|---|---|---|---|")
    for question, servers in figures.items():
        for server, rounds in servers.items():
            rate, p50, p99, size = (statistics.median(column) for column in zip(*rounds))
            ratios = ["", ""]
            if not server.startswith(OWN):
                ratios = [times(servers[name], rounds) for name in (OWN, OWN + "-both-ends")]
            print(f"| {question} | {server} | {rate:.0f} | {p50:.2f} | {p99:.2f} | {size:.0f} | {ratios[0]} | {ratios[1]} |")
    return 0 if well and figures else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
