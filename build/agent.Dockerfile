# The image of opsworker-agent. Build it from the repository's root:
#   docker build -f build/agent.Dockerfile -t opsworker-agent:0.1.0 .
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
# Without a launcher of its own the program is the same for every processor.
RUN dotnet publish src/OpsWorker.Agent -c Release -o /app -p:UseAppHost=false

# No shell, no package manager, no ASP.NET Core.
FROM mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
# The root filesystem is read-only, and diagnostics would want a socket in /tmp.
ENV DOTNET_EnableDiagnostics=0
# As a number, so that Kubernetes can tell that it is not root.
USER 1654
ENTRYPOINT ["dotnet", "opsworker-agent.dll"]
