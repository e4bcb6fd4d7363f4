# The image of opsworker-operator, compiled ahead of time. Build it from the repository's root, on a machine (or emulator) of the
# processor that it is for:
#   docker build -f build/operator.Dockerfile -t opsworker-operator:0.1.0 .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
RUN dotnet publish src/OpsWorker.Operator -c Release --use-current-runtime -p:PublishAot=true -o /app

# No shell, no package manager, no .NET.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
# As a number, so that Kubernetes can tell that it is not root.
USER 1654
ENTRYPOINT ["/app/opsworker-operator"]
