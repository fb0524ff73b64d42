"""Compares figures with the floor below which they must not fall: floor.py FLOOR FIGURES"""

import re
import sys

LINE = re.compile(r"^(\w+)\s+([0-9.]+)")


def figures(path):
    with open(path, encoding="utf-8") as lines:
        found = (LINE.match(line) for line in lines)
        return {m[1]: float(m[2]) for m in found if m}


def main():
    floor, measured = figures(sys.argv[1]), figures(sys.argv[2])
    fallen = {name: low for name, low in floor.items() if measured.get(name, 0.0) < low}
    for name, low in fallen.items():
        print(f"score: {name} is {measured.get(name)}, and must not fall below {low}")
    sys.exit(1 if fallen else 0)


main()
