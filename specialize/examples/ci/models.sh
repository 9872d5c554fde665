#!/usr/bin/env bash
# Makes the models of a product, one for each line of a list, in a folder each. Where nothing changed, a model is up to date
# in a moment. Ends with the highest exit code of all lines: 3, no subnet keeps a budget; 5, a model failed its verdict.
#
#   models.sh LIST FOLDER
#
# A line of the list is a name and the options of one run:   small  --profile board.json --latency 5ms
# SPECIALIZE names the program; without it, it is looked for in the PATH.
set -euo pipefail

list=${1:?which list of models}
folder=${2:?which folder for the models}
program=${SPECIALIZE:-specialize}

mkdir -p "$folder"
worst=0
changed=false
table='| model | verdict |
| --- | --- |'

manifest() { cksum "$folder/$1/manifest.json" 2>/dev/null || true; }

verdict() {
  case $1 in
    0) echo 'done' ;;
    2) echo 'wrong option or file' ;;
    3) echo 'no subnet keeps the budget' ;;
    4) echo 'device not reached, or too busy' ;;
    5) echo 'verification failed' ;;
    *) echo "exit code $1" ;;
  esac
}

while read -r name options || [[ -n $name ]]; do
  case $name in
    '' | '#'*) continue ;;
    .* | *[!A-Za-z0-9._-]*)
      echo "$list: '$name' is no name for a model: letters, digits, '.', '_' and '-'" >&2
      exit 2
      ;;
  esac
  before=$(manifest "$name")
  # a line that was changed asks for another model, which replaces the former one
  force=
  if [[ $(cat "$folder/$name.options" 2>/dev/null) != "$options" ]]; then force=--force; fi
  code=0
  set -f # options are split into words, but not expanded as file names
  # shellcheck disable=SC2086
  "$program" $options $force --output "$folder/$name" --json >"$folder/$name.json" </dev/null || code=$?
  set +f
  if ((code == 130)); then exit 130; fi # Ctrl-C is meant for all lines
  # only then the folder holds what the line asks for, or nothing
  case $code in 0 | 3 | 5) echo "$options" >"$folder/$name.options" ;; esac
  if [[ $(manifest "$name") != "$before" ]]; then changed=true; fi
  if ((code > worst)); then worst=$code; fi
  echo "$name: $(verdict "$code")"
  table+=$'\n'"| $name | $(verdict "$code") |"
done <"$list"

if [[ -n ${GITHUB_OUTPUT-} ]]; then echo "changed=$changed" >>"$GITHUB_OUTPUT"; fi
if [[ -n ${GITHUB_STEP_SUMMARY-} ]]; then echo "$table" >>"$GITHUB_STEP_SUMMARY"; fi
exit "$worst"
