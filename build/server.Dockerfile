# The image of opsworker, server and command line in one, compiled ahead of time. Build it from the repository's root, on a
# machine (or emulator) of the processor that it is for:
#   docker build -f build/server.Dockerfile -t opsworker:0.1.0 .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
RUN dotnet publish src/OpsWorker.Server -c Release --use-current-runtime -p:PublishAot=true -o /app && mkdir /data

# No shell, no package manager, no .NET. The image with "extra" has the time zones that daily digests are sent by.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
# The only folder that is written; the rest of the filesystem may be read-only.
COPY --from=build --chown=1654:1654 /data /data
VOLUME /data
ENV OPSWORKER_Urls=http://0.0.0.0:8484 OPSWORKER_Data=/data
EXPOSE 8484
# As a number, so that Kubernetes can tell that it is not root.
USER 1654
ENTRYPOINT ["/app/opsworker"]
CMD ["up"]
