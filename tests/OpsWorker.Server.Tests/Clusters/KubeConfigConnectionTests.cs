using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>The ways in which a kubeconfig lets people in, against an API server over HTTPS.</summary>
public sealed class KubeConfigConnectionTests : IAsyncLifetime
{
    private readonly KubeConfigFolder _folder = new();
    private ApiServerStandIn _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(_folder.PathOf("cluster")));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_token_is_sent_as_a_bearer() => await ShouldReadAsync($"{{token: {_server.Token}}}");

    [Fact]
    public async Task A_token_file_counts_before_a_token()
    {
        _folder.Write("token", _server.Token);

        await ShouldReadAsync("{token: old, tokenFile: token}");
    }

    [Fact]
    public async Task A_name_and_password_are_sent_as_basic_authentication()
    {
        _server.BasicCredentials = "alice:hunter2";

        await ShouldReadAsync("{username: alice, password: hunter2}");
    }

    [Fact]
    public async Task A_user_without_credentials_is_anonymous()
    {
        (await ReadAsync("{}")).Error.ShouldNotBeNull().ShouldContain("401 Unauthorized");

        _server.Requests.ShouldAllBe(request => request.Authorization == null);
    }

    [Fact]
    public async Task A_client_certificate_in_the_kubeconfig_lets_in()
    {
        var (certificate, key) = Certificate("alice");

        await ShouldReadAsync(
            $"{{client-certificate-data: {KubeConfigFolder.Base64(certificate)}, client-key-data: {KubeConfigFolder.Base64(key)}}}");
        _server.Requests.ShouldAllBe(request => request.Authorization == null);
    }

    [Fact]
    public async Task Data_counts_before_a_file()
    {
        var (certificate, key) = Certificate("alice");

        await ShouldReadAsync(
            $"{{client-certificate: absent, client-key: absent, client-certificate-data: {KubeConfigFolder.Base64(certificate)}, "
            + $"client-key-data: {KubeConfigFolder.Base64(key)}}}");
    }

    [Fact]
    public async Task Files_are_relative_to_the_kubeconfig_that_names_them_and_not_to_the_first_one()
    {
        var (certificate, key) = Certificate("alice");
        _folder.Write("team/alice.crt", certificate);
        _folder.Write("team/alice.key", key);
        _folder.Write("team/ca.crt", _server.Certificates.AuthorityPem);
        var first = _folder.Write("mine/config", "{current-context: team, contexts: []}");
        var second = _folder.Write("team/config", KubeConfigFolder.Config(
            "team", $"{{server: \"{_server.Address}\", certificate-authority: ca.crt}}", "{client-certificate: alice.crt, client-key: "
                + "alice.key}"));

        (await KubeConfigFolder.ReadAsync(await KubeConfigFolder.ConnectAsync([first, second]))).Error.ShouldBeNull();
    }

    [Fact]
    public async Task The_server_certificate_must_have_the_tls_server_name_of_the_kubeconfig()
    {
        await using var named = await ApiServerStandIn.StartAsync(_folder.PathOf("cluster"), onlyName: "kube.test");
        var user = $"{{token: {named.Token}}}";

        (await ReadAsync(named, "tls-server-name: kube.test", user)).Error.ShouldBeNull();
        (await ReadAsync(named, "tls-server-name: other.test", user)).Error.ShouldNotBeNull()
            .ShouldContain("RemoteCertificateNameMismatch");
        (await ReadAsync(named, "", user)).Error.ShouldNotBeNull().ShouldContain("RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task A_cluster_behind_a_proxy_is_asked_through_it()
    {
        await using var proxy = ConnectProxy.Start();

        var behind = $"proxy-url: \"http://me:hunter%202@{proxy.Address}\"";

        (await ReadAsync(_server, behind, $"{{token: {_server.Token}}}")).Error.ShouldBeNull();

        proxy.Requests.ShouldNotBeEmpty();
        proxy.Requests.ShouldAllBe(
            request => request.StartsWith($"CONNECT 127.0.0.1:{_server.Address.Port} HTTP/1.1", StringComparison.Ordinal));
        proxy.Requests[^1].ShouldContain($"Proxy-Authorization: Basic {KubeConfigFolder.Base64("me:hunter 2")}");
    }

    private (string Certificate, string Key) Certificate(string name)
    {
        _server.ClientName = name;
        return _server.Certificates.Client(name);
    }

    private async Task ShouldReadAsync(string user) => (await ReadAsync(user)).Error.ShouldBeNull();

    private Task<QueryResult> ReadAsync(string user) => ReadAsync(_server, "", user);

    private async Task<QueryResult> ReadAsync(ApiServerStandIn server, string fields, string user) =>
        await KubeConfigFolder.ReadAsync(
            await _folder.ConnectAsync(KubeConfigFolder.Config("k", KubeConfigFolder.Cluster(server, fields), user)));
}
