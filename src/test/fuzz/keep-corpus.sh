#!/usr/bin/env bash
# Copies the smallest inputs that a search has found to reach new code, of each fuzz target, from
# .cifuzz-corpus to where the unit tests find them.
#
#   src/test/fuzz/keep-corpus.sh [MOST]      how many of each target there may be: 40 by default
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../../.."

most=${1:-40}
longest=2048

for found in .cifuzz-corpus/*/*/; do
  class=$(basename "$(dirname "$found")")
  kept=src/test/resources/${class//.//}Inputs/$(basename "$found")
  mkdir -p "$kept"
  room=$((most - $(find "$kept" -type f | wc -l)))
  find "$found" -type f -size -"${longest}"c -printf '%s %f\n' | sort -n | cut -d ' ' -f 2 |
    while read -r name; do
      if ((room > 0)) && [[ ! -e $kept/$name ]]; then
        cp "$found$name" "$kept/"
        room=$((room - 1))
      fi
    done
done
