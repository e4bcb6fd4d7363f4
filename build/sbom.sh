#!/usr/bin/env bash
# Writes a CycloneDX document of the packages of each program that ships: FOLDER/NAME.cdx.json. Needs a restored checkout.
# usage: build/sbom.sh FOLDER
set -euo pipefail
folder=$(realpath -m "${1:?usage: build/sbom.sh FOLDER}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet tool restore
for program in opsworker:Server opsworker-agent:Agent opsworker-operator:Operator opsworker-functions:Functions; do
    dotnet dotnet-CycloneDX "src/OpsWorker.${program##*:}/OpsWorker.${program##*:}.csproj" --disable-package-restore --recursive \
        --exclude-dev --set-name "${program%%:*}" --output-format Json --output "$folder" --filename "${program%%:*}.cdx.json"
done
