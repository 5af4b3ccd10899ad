"""Writes the result of JMH as a table in Markdown: medians over all iterations of all forks."""

import json
import statistics
import sys


def all_of(raw):
    return [value for fork in raw for value in fork]


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def main(path):
    with open(path, encoding="utf-8") as file:
        results = json.load(file)
    print("\n| benchmark | host | median | least | most | unit | bytes allocated |")
    print("| --- | --- | ---: | ---: | ---: | --- | ---: |")
    for result in results:
        if result["mode"] not in ("avgt", "ss"):
            continue
        name = ".".join(result["benchmark"].split(".")[-2:])
        host = result.get("params", {}).get("host", "")
        times = all_of(result["primaryMetric"]["rawData"])
        bytes_raw = result["secondaryMetrics"].get("gc.alloc.rate.norm", {}).get("rawData", [[]])
        allocated = f"{statistics.median(all_of(bytes_raw)):,.0f}" if all_of(bytes_raw) else ""
        print(
            f"| {name} | {host} | {number(statistics.median(times))} | {number(min(times))}"
            f" | {number(max(times))} | {result['primaryMetric']['scoreUnit']} | {allocated} |"
        )


if __name__ == "__main__":
    main(sys.argv[1])
