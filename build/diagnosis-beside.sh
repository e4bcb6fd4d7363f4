#!/usr/bin/env bash
# Compares diagnosis of this tree with that of an earlier commit: the same recorded cases and a namespace of 5,000 pods, each program on one
# processor, Release, start and compilation included, one after the other. Needs the recorded cases beside the repository.
#
#   build/diagnosis-beside.sh COMMIT
set -euo pipefail
commit=${1:?usage: build/diagnosis-beside.sh COMMIT}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$work/old" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
git -C "$root" worktree add --quiet --detach "$work/old" "$commit"
for tree in "$work/old" "$root"; do
  dotnet build "$tree/src/OpsWorker.Server" -c Release -v q -p:RunAnalyzers=false >/dev/null
done
dotnet run -c Release --project "$root/tests/OpsWorker.Benchmarks" -- many-pods "$work/many"
cases=$(cd "$root/../shared" && pwd)

# measure NAME PROGRAM ARGUMENTS...: CPU seconds and the largest resident memory of a program.
measure() {
  local name=$1 dll=$2
  shift 2
  local before after
  before=$(awk '{print $16 + $17}' /proc/$$/stat)
  /usr/bin/env taskset -c 0 dotnet "$dll" "$@" >/dev/null 2>"$work/err" &
  local pid=$! peak=0 now
  while kill -0 $pid 2>/dev/null; do
    now=$(awk '/VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
    if [ "${now:-0}" -gt "$peak" ]; then peak=$now; fi
    sleep 0.05
  done
  wait $pid || true
  after=$(awk '{print $16 + $17}' /proc/$$/stat)
  printf '%-40s %8.2f s CPU %6d MB peak\n' "$name" "$(awk "BEGIN {print ($after - $before) / 100}")" $((peak / 1000))
}

for tree in "$work/old" "$root"; do
  at=$([ "$tree" = "$root" ] && echo now || echo before)
  dll="$tree/src/OpsWorker.Server/bin/Release/net10.0/opsworker.dll"
  measure "$at: recorded cases" "$dll" eval "$cases/cases" "$cases/cases-trainticket" "$cases/cases-field"
  measure "$at: 5,000 pods" "$dll" investigate --dump "$work/many/cluster" --alert "$work/many/alert.json"
done
