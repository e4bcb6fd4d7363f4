using OpsWorker.Contracts;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Tests.Clusters;

public sealed class KubeConfigConnectionContractTests : ClusterConnectionContract, IDisposable
{
    private readonly KubeConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async Task<IClusterConnection> ConnectAsync(ClusterAccess access)
    {
        await RotateAsync(access.Token);
        return await _folder.ConnectAsync(
            $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            clusters:
            - name: test
              cluster:
                server: {{access.Server}}
                certificate-authority-data: {{KubeConfigFolder.Base64(access.AuthorityPem)}}
            users:
            - name: me
              user:
                tokenFile: token
            contexts:
            - name: test
              context:
                cluster: test
                user: me
                namespace: {{access.Namespace}}
            """);
    }

    protected override Task RotateAsync(string token)
    {
        _folder.Write("token", token + "\n");
        return Task.CompletedTask;
    }
}
