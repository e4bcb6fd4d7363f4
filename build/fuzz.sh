#!/usr/bin/env bash
# Runs the fuzzers of masking, parsers, webhooks, the SQS-compatible endpoint and sessions for a while, and prints how many inputs each
# tried. The tests must be built.
# usage: build/fuzz.sh [SECONDS]      default 600; OPSWORKER_FUZZ_SEED=N begins at another seed
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
projects=(OpsWorker.Kubernetes.Tests OpsWorker.Pipeline.Tests OpsWorker.Server.Tests)
# Each of the seven that run one after the other has a share: masking three, webhooks one, endpoint and sessions three; parsers run
# beside them.
export OPSWORKER_FUZZ_SECONDS=$((${1:-600} / 7))
export OPSWORKER_FUZZ_SEED=${OPSWORKER_FUZZ_SEED:-$(date +%s)}
OPSWORKER_FUZZ_LOG=$(mktemp)
export OPSWORKER_FUZZ_LOG
trap 'rm -f "$OPSWORKER_FUZZ_LOG"' EXIT
echo "seed $OPSWORKER_FUZZ_SEED, $OPSWORKER_FUZZ_SECONDS seconds for each fuzzer of ${projects[*]}"
code=0
for project in "${projects[@]}"; do
    dotnet test --project "tests/$project" --no-build --filter-trait Category=fuzz || code=1
done
cat "$OPSWORKER_FUZZ_LOG"
exit $code
