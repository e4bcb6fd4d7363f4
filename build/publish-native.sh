#!/usr/bin/env bash
# Publishes opsworker and opsworker-agent as native programs of this machine: FOLDER/opsworker/ and FOLDER/opsworker-agent/.
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
