using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Readers.Live.Connections;

public sealed class InClusterConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = new()
    {
        ["KUBERNETES_SERVICE_HOST"] = "10.96.0.1",
        ["KUBERNETES_SERVICE_PORT"] = "443",
    };

    public InClusterConnectionTests()
    {
        File.WriteAllText(_folder.File("token"), "t");
        File.WriteAllText(_folder.File("ca.crt"), new TestCertificates().AuthorityPem);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("10.96.0.1", "https://10.96.0.1/")]
    [InlineData("fd00::1", "https://[fd00::1]/")]
    public void The_address_is_that_of_the_environment(string host, string address)
    {
        _environment["KUBERNETES_SERVICE_HOST"] = host;

        Open().Server.AbsoluteUri.ShouldBe(address);
        Open().Namespace.ShouldBe("default");
    }

    [Fact]
    public void Outside_of_a_cluster_the_error_names_the_other_way()
    {
        _environment.Clear();

        Error().ShouldBe(
            "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set, as they are in every pod; outside of a cluster use "
                + "`opsworker up --kubeconfig`.");
    }

    [Theory]
    [InlineData("token", null, "There is no {0}: the pod needs a service account whose token is mounted.")]
    [InlineData("ca.crt", null, "The cluster's authority cannot be read from {0}: ")]
    [InlineData("ca.crt", "nothing", "{0} has no certificate in PEM form.")]
    public void A_file_that_cannot_be_used_is_named(string name, string? content, string error)
    {
        if (content is null) File.Delete(_folder.File(name));
        else File.WriteAllText(_folder.File(name), content);

        Error().ShouldStartWith(error.Replace("{0}", _folder.File(name), StringComparison.Ordinal));
    }

    private InClusterConnection Open() => InClusterConnection.Open(_environment.GetValueOrDefault, _folder.FullPath, TimeProvider.System);

    private string Error() => Should.Throw<ClusterConnectionException>(Open).Message;
}
