#!/usr/bin/env python3
"""Score `bindery diff OLD NEW --format json` against what differs between the vendor's own descriptions.

    score_diff.py DIFF.json --old-pages DIR --new-pages DIR --old-truth F... --new-truth F... [--misses N]

The truths are Swagger 2.0. A fact is (kind, operation, name of the parameter or property, enum member); one
schema's change is a fact of every operation that reaches it. Operations are those that both truths and the
pages of both sides have, and for new operations those that the pages of OLD lack. For each kind:

  KIND_precision   of the facts told, those that are in the truths
  KIND_recall      of the facts in the truths, those told
  KIND_visible     the same of facts that the operation's own pages show: the name is on its new page and not on
                   its old one, or the other way round
  KIND_explained   of the facts told, those in the truths or shown in that way: pages and truth of a year are
                   not of one day
  KIND_causes      how many entries there are; a reader sees these

Standard library only.
"""
import argparse
import json
import os
import re
from collections import defaultdict

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
ENDPOINT = re.compile(r"^(GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS) (/\S*)", re.M)
TYPES = {"int32": "int", "int64": "int", "double": "number"}


class Truth:
    """Swagger 2.0 documents as one."""

    def __init__(self, files):
        self.operations = {}
        for file in files:
            with open(file, encoding="utf-8") as text:
                root = json.load(text)
            for path, item in root["paths"].items():
                for method in METHODS:
                    if method in item:
                        shared = item.get("parameters", [])
                        self.operations[(method.upper(), path)] = (root, item[method], shared)


def follow(root, schema):
    """(schema, its name) behind references and single allOf."""
    name = None
    while isinstance(schema, dict):
        if "$ref" in schema:
            name = schema["$ref"].split("/")[-1]
            schema = root["definitions"][name]
        elif len(schema.get("allOf", ())) == 1 and "properties" not in schema:
            schema = schema["allOf"][0]
        else:
            return schema, name
    return {}, name


def kind(root, raw):
    schema, _ = follow(root, raw)
    if "enum" in schema:
        return "enum"
    if schema.get("type") == "string":
        return schema.get("format") if schema.get("format") in ("date-time", "byte", "binary") else "string"
    if schema.get("type") == "integer":
        return "int64" if schema.get("format") == "int64" else "int32"
    if schema.get("type") in ("object", None):
        return "object"
    return schema["type"]


def parameters(operation, shared):
    found = {}
    for one in list(shared) + operation.get("parameters", []):
        if one.get("in") in ("path", "query"):
            found[(one["in"], one["name"])] = one
    return found


def bodies(operation, shared):
    body = next((p.get("schema") for p in list(shared) + operation.get("parameters", []) if p.get("in") == "body"), None)
    yield "request", body
    responses = operation.get("responses", {})
    yield "response", next((responses[s].get("schema") for s in ("200", "201", "202", "default") if s in responses), None)


def compare_values(old_root, old, new_root, new, name, facts):
    """Compares what stands at one place; returns the objects to go on with."""
    (one, _), (two, _) = follow(old_root, old), follow(new_root, new)
    if "enum" in one and "enum" in two:
        before, after = set(map(str, one["enum"])), set(map(str, two["enum"]))
        facts.update(("enum-member-added", name, member) for member in after - before)
        facts.update(("enum-member-removed", name, member) for member in before - after)
        return None
    first, second = kind(old_root, one), kind(new_root, two)
    if first != second:
        facts.add(("type-changed", name, ""))
        return None
    if first == "array":
        return compare_values(old_root, one.get("items", {}), new_root, two.get("items", {}), name, facts)
    return (old, new) if first == "object" else None


def compare_bodies(old_root, old, new_root, new):
    """Every difference that a body holds at any depth."""
    facts, seen = set(), set()
    open_pairs = [compare_values(old_root, old, new_root, new, "", facts)]
    while open_pairs:
        pair = open_pairs.pop()
        if pair is None:
            continue
        (one, one_name), (two, two_name) = follow(old_root, pair[0]), follow(new_root, pair[1])
        if one_name and (one_name, two_name) in seen:
            continue
        seen.add((one_name, two_name))
        before, after = one.get("properties", {}), two.get("properties", {})
        facts.update(("property-added", name, "") for name in after.keys() - before.keys())
        facts.update(("property-removed", name, "") for name in before.keys() - after.keys())
        for name in before.keys() & after.keys():
            open_pairs.append(compare_values(old_root, before[name], new_root, after[name], name, facts))
            was, now = name in one.get("required", ()), name in two.get("required", ())
            if was != now:
                facts.add(("property-required" if now else "property-optional", name, ""))
        extra = one.get("additionalProperties"), two.get("additionalProperties")
        if all(isinstance(e, dict) and e for e in extra):
            open_pairs.append(compare_values(old_root, extra[0], new_root, extra[1], "{}", facts))
    return facts


def true_facts(old, new, old_pages):
    facts = set()
    for key in new.operations.keys() - old.operations.keys() - old_pages.keys():
        facts.add(("operation-added", key, "", "", ""))
    for key in old.operations.keys() - new.operations.keys():
        facts.add(("operation-removed", key, "", "", ""))
    cache = {}
    for key in old.operations.keys() & new.operations.keys():
        (old_root, one, old_shared), (new_root, two, new_shared) = old.operations[key], new.operations[key]
        if one.get("operationId") != two.get("operationId"):
            facts.add(("operation-id-changed", key, "", "", ""))
        before, after = parameters(one, old_shared), parameters(two, new_shared)
        facts.update(("parameter-added", key, "parameter", name, "") for _, name in after.keys() - before.keys())
        facts.update(("parameter-removed", key, "parameter", name, "") for _, name in before.keys() - after.keys())
        for place in before.keys() & after.keys():
            found = set()
            compare_values(old_root, before[place], new_root, after[place], place[1], found)
            facts.update((what, key, "parameter", name, member) for what, name, member in found)
            was, now = bool(before[place].get("required")), bool(after[place].get("required"))
            if was != now:
                facts.add(("parameter-required" if now else "parameter-optional", key, "parameter", place[1], ""))
        for status in two.get("responses", {}).keys() - one.get("responses", {}).keys():
            facts.add(("status-added", key, "", status, ""))
        for status in one.get("responses", {}).keys() - two.get("responses", {}).keys():
            facts.add(("status-removed", key, "", status, ""))
        for (side, was), (_, now) in zip(bodies(one, old_shared), bodies(two, new_shared)):
            if (was is None) != (now is None):
                facts.add(("body-added" if was is None else "body-removed", key, side, "", ""))
            if was is None or now is None:
                continue
            names = follow(old_root, was)[1], follow(new_root, now)[1]
            memo = (id(old_root), id(new_root), *names) if all(names) else None
            if memo not in cache or memo is None:
                cache[memo] = compare_bodies(old_root, was, new_root, now)
            facts.update((what, key, side, name, member) for what, name, member in cache[memo])
    return facts


SAME = {
    "required-parameter-added": "parameter-added",
    "required-property-added": "property-added",
    "parameter-type-changed": "type-changed",
    "property-type-changed": "type-changed",
    "body-type-changed": "type-changed",
}


def told_facts(document, by_id):
    """{fact: causes} of what `bindery diff` tells; a renaming is a removal and an addition."""
    facts, causes = set(), defaultdict(int)
    for change in document["changes"]:
        what = SAME.get(change["kind"], change["kind"])
        member = ""
        if what.startswith("enum-member"):
            member = change["after"] or change["before"]
        names = [(what, None)]
        if what in ("property-renamed", "parameter-renamed"):
            sort = what.split("-")[0]
            names = [(sort + "-removed", change["before"]), (sort + "-added", change["after"])]
        for what, name in names:
            causes[what] += 1
            for one in change["operations"]:
                side, _, path = one["where"].partition(".")
                side = side.partition("[")[0].partition("{")[0]
                if side in ("query", "path"):
                    side = "parameter"
                leaf = name or (path.split(".")[-1] if side != "parameter" else path)
                if what.startswith("operation-"):
                    side = leaf = ""
                if side == "status":
                    side = ""
                key = by_id.get(one["id"])
                if key is not None:
                    facts.add((what, key, side, leaf, member))
    return facts, causes


def read_pages(folder):
    """{(method, path): (words, ids)} of the pages below a folder."""
    pages = {}
    for parent, _, files in sorted(os.walk(folder)):
        for file in sorted(files):
            if file.endswith((".md", ".txt")):
                with open(os.path.join(parent, file), encoding="utf-8", errors="replace") as text:
                    text = text.read()
                endpoint = ENDPOINT.search(text)
                if endpoint:
                    key = (endpoint[1], endpoint[2].split("?")[0])
                    pages.setdefault(key, set(re.findall(r"[$\w]+", text)))
    return pages


def is_shown(fact, old_pages, new_pages):
    what, key, _, name, member = fact
    if what == "operation-added":
        return key in new_pages and key not in old_pages
    if what == "operation-removed":
        return key in old_pages and key not in new_pages
    if not what.endswith(("-added", "-removed")):
        return False
    word = member or name
    before, after = word in old_pages.get(key, ()), word in new_pages.get(key, ())
    return before != after and after == what.endswith("-added")


def why_missed(facts, old_pages, new_pages):
    """Where the pages have the words of facts that were not told."""
    anywhere = set().union(*old_pages.values(), *new_pages.values())
    counted = defaultdict(int)
    for _, key, _, name, member in facts:
        word = member or name
        if word in old_pages.get(key, ()):
            counted["on the operation's page of OLD"] += 1
        else:
            counted["on other pages only" if word in anywhere else "on no page"] += 1
    return ", ".join(f"{number} {place}" for place, number in sorted(counted.items()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("diff")
    ap.add_argument("--old-pages", required=True)
    ap.add_argument("--new-pages", required=True)
    ap.add_argument("--old-truth", nargs="+", required=True)
    ap.add_argument("--new-truth", nargs="+", required=True)
    ap.add_argument("--misses", type=int, default=0, metavar="N", help="print N examples of what is wrong")
    a = ap.parse_args()
    with open(a.diff, encoding="utf-8") as text:
        document = json.load(text)
    old, new = Truth(a.old_truth), Truth(a.new_truth)
    old_pages, new_pages = read_pages(a.old_pages), read_pages(a.new_pages)
    by_id = {}
    for truth in (old, new):
        by_id.update({one[1]["operationId"]: key for key, one in truth.operations.items()})
    truth = true_facts(old, new, old_pages)
    told, causes = told_facts(document, by_id)
    # What the truth of OLD lacks though its pages have it cannot be judged.
    judged = (old.operations.keys() & new.operations.keys()) | {fact[1] for fact in truth}
    judged |= (new.operations.keys() - old_pages.keys()) | (old.operations.keys() - new_pages.keys())
    told = {fact for fact in told if fact[1] in judged}
    for what in sorted({fact[0] for fact in truth | told}):
        true_ones = {fact for fact in truth if fact[0] == what}
        told_ones = {fact for fact in told if fact[0] == what}
        right = true_ones & told_ones
        visible = {fact for fact in true_ones if is_shown(fact, old_pages, new_pages)}
        explained = {f for f in told_ones if f in true_ones or is_shown(f, old_pages, new_pages)}
        name = what.replace("-", "_")
        figures = (
            ("precision", len(right), len(told_ones)),
            ("explained", len(explained), len(told_ones)),
            ("recall", len(right), len(true_ones)),
            ("visible", len(visible & told_ones), len(visible)),
        )
        for figure, hit, of in figures:
            if of:
                print(f"{name + '_' + figure:34} {hit / of:.4f}   {hit}/{of}")
        print(f"{name + '_causes':34} {causes[what]}")
        missed = true_ones - told_ones
        if missed:
            print(f"      missed: {why_missed(missed, old_pages, new_pages)}")
        for label, facts in (("told, not true", told_ones - explained), ("true, not told", true_ones - told_ones)):
            counted = defaultdict(list)
            for fact in sorted(facts):
                counted[fact[3:]].append(fact[1])
            ranked = sorted(counted.items(), key=lambda item: (-len(item[1]), item[0]))
            for (leaf, member), where in ranked[: a.misses]:
                print(f"      {label}: {len(where):5} x {leaf} {member}  {' '.join(where[0])}")


if __name__ == "__main__":
    main()
