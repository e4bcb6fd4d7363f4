#!/usr/bin/env bash
# Publishes opsworker, opsworker-agent and opsworker-operator as native programs of this machine, each to FOLDER/NAME/.
# usage: build/publish-native.sh FOLDER [option of dotnet publish]...
set -euo pipefail
folder=$(realpath -m "${1:?usage: build/publish-native.sh FOLDER}")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# With a folder of its own for what is built in between, so that the normal build's files stay as they are.
publish() {
    dotnet publish "src/$1" --configuration Release --use-current-runtime -p:PublishAot=true \
        --artifacts-path "$folder/obj" --output "$folder/$2" "${@:3}"
}

publish OpsWorker.Server opsworker "$@"
publish OpsWorker.Agent opsworker-agent "$@"
publish OpsWorker.Operator opsworker-operator "$@"
