using System.Globalization;
using OpsWorker.Contracts;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Readers.Live.Connections;

public sealed class InClusterConnectionContractTests : ClusterConnectionContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async Task<IClusterConnection> ConnectAsync(ClusterAccess access)
    {
        await RotateAsync(access.Token);
        await File.WriteAllTextAsync(_folder.File("ca.crt"), access.AuthorityPem);
        await File.WriteAllTextAsync(_folder.File("namespace"), access.Namespace);
        var environment = new Dictionary<string, string?>
        {
            ["KUBERNETES_SERVICE_HOST"] = access.Server.Host,
            ["KUBERNETES_SERVICE_PORT"] = access.Server.Port.ToString(CultureInfo.InvariantCulture),
        };
        return InClusterConnection.Open(environment.GetValueOrDefault, _folder.FullPath, TimeProvider.System);
    }

    protected override Task RotateAsync(string token) => File.WriteAllTextAsync(_folder.File("token"), token + "\n");
}
