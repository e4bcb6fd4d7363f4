using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Live;
using OpsWorker.Kubernetes.Live.Configuration;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Live;

public sealed class KubeConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_several_files_the_first_entry_of_a_name_counts()
    {
        var first = Write("first", Config("one", "https://one:6443", "token: first"));
        var second = Write("second", Config("one", "https://other:6443", "token: second"));
        var third = Write("third", Config("two", "https://two:6443/prefix", "token: third"));

        var config = KubeConfig.Load([first, _folder.File("absent"), second, third]);

        config.CurrentContext.ShouldBe("one");
        config.Contexts.ShouldBe(["one", "two"]);
        var connection = config.Connect(null, TimeProvider.System);
        connection.Server.ShouldBe(new Uri("https://one:6443"));
        (await TokenAsync(connection)).ShouldBe("first");
        (await TokenAsync(config.Connect("two", TimeProvider.System))).ShouldBe("third");
    }

    [Fact]
    public void A_namespace_proxy_and_server_name_are_taken_over()
    {
        var connection = Connect(
            """
            current-context: c
            clusters: [{name: k, cluster: {server: "https://k:6443", proxy-url: "socks5://127.0.0.1:1080", tls-server-name: kube}}]
            contexts: [{name: c, context: {cluster: k, namespace: shop}}]
            """);

        connection.ShouldSatisfyAllConditions(
            c => c.Namespace.ShouldBe("shop"),
            c => c.Proxy.ShouldBe(new Uri("socks5://127.0.0.1:1080")),
            c => c.TlsServerName.ShouldBe("kube"));
    }

    [Theory]
    [InlineData("current-context: [", "is not YAML")]
    [InlineData("- a", "is no kubeconfig file: it is no mapping.")]
    [InlineData("a: b", "The kubeconfig files name no current-context; name a context.")]
    [InlineData("current-context: none", "The kubeconfig files have no context 'none'; they have: .")]
    public void A_file_that_cannot_be_used_is_refused_with_the_reason(string content, string reason) =>
        Should.Throw<KubeConfigException>(() => Connect(content)).Message.ShouldContain(reason);

    [Theory]
    [InlineData("insecure-skip-tls-verify: true", "", "insecure-skip-tls-verify is not supported")]
    [InlineData("certificate-authority-data: '%'", "", "certificate-authority-data is not Base64")]
    [InlineData("certificate-authority: absent.crt", "", "certificate-authority cannot be read")]
    [InlineData("", "client-certificate-data: aGk=", "the user has no client-key")]
    [InlineData("", "{client-certificate-data: aGk=, client-key-data: aGk=}", "are no certificate with its key")]
    [InlineData("", "{token: t, as: viewer}", "acting as 'viewer' (as, as-uid) is not supported")]
    [InlineData("", "auth-provider: {name: gcp}", "auth-provider 'gcp' is no longer part of Kubernetes")]
    [InlineData("", "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}", "apiVersion 'client.authentication.k8s.io/v1alpha1' is not one of")]
    [InlineData("", "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always}", "wants a terminal")]
    public void What_is_not_supported_is_refused_with_the_reason(string cluster, string user, string reason)
    {
        var content = Config("k", "https://k:6443", user.Length == 0 ? "token: t" : user);
        if (cluster.Length > 0) content = content.Replace("server:", cluster + "\n    server:", StringComparison.Ordinal);

        Should.Throw<KubeConfigException>(() => Connect(content)).Message.ShouldContain(reason);
    }

    [Fact]
    public void The_files_are_those_of_the_environment()
    {
        KubeConfig.DefaultFiles(n => n == "KUBECONFIG" ? "/a:/b" : null).ShouldBe(["/a", "/b"]);
        KubeConfig.DefaultFiles(n => n == "HOME" ? "/home/me" : null).ShouldBe(["/home/me/.kube/config"]);
    }

    [Fact]
    public async Task A_client_certificate_in_files_beside_the_config_lets_in()
    {
        await using var live = await LiveFixture.StartAsync();
        live.Server.ClientName = "alice";
        var (certificate, key) = live.Server.Certificates.Client("alice");
        live.Cluster.Write("alice.crt", certificate);
        live.Cluster.Write("alice.key", key);
        live.Cluster.Write("ca.crt", live.Server.Certificates.AuthorityPem);
        var config = Config("k", live.Server.Address.ToString(), "{client-certificate: alice.crt, client-key: alice.key}")
            .Replace("server:", "certificate-authority: ca.crt\n    server:", StringComparison.Ordinal);

        using var reader = new LiveReader(live.Connection(config), TimeProvider.System);
        var result = await reader.ReadAsync(new Query { Verb = QueryVerb.List, Resource = "pods" }, TestContext.Current.CancellationToken);

        result.Error.ShouldBeNull();
        live.Server.Requests.ShouldAllBe(r => r.Token == null);
    }

    [Fact]
    public async Task A_server_may_have_a_certificate_of_another_name_that_is_told()
    {
        await using var live = await LiveFixture.StartAsync();
        var config = live.Server.KubeConfig().Replace("server:", $"tls-server-name: {ApiServerStandIn.ServerName}\n    server:", StringComparison.Ordinal);
        var query = new Query { Verb = QueryVerb.List, Resource = "pods" };

        using var right = new LiveReader(live.Connection(config), TimeProvider.System);
        (await right.ReadAsync(query, TestContext.Current.CancellationToken)).Error.ShouldBeNull();

        using var wrong = new LiveReader(live.Connection(config.Replace(ApiServerStandIn.ServerName, "other.test", StringComparison.Ordinal)), TimeProvider.System);
        (await wrong.ReadAsync(query, TestContext.Current.CancellationToken)).Outcome.ShouldBe(QueryOutcome.Error);
    }

    private static string Config(string name, string server, string user) =>
        $"""
        current-context: {name}
        clusters:
        - name: {name}
          cluster:
            server: {server}
        users:
        - name: {name}
          user:
            {user}
        contexts:
        - name: {name}
          context:
            cluster: {name}
            user: {name}

        """;

    private static async Task<string?> TokenAsync(ClusterConnection connection) =>
        (await connection.Credentials.GetAsync(TestContext.Current.CancellationToken)).Token;

    private ClusterConnection Connect(string content) => KubeConfig.Load([Write("config", content)]).Connect(null, TimeProvider.System);

    private string Write(string name, string content)
    {
        File.WriteAllText(_folder.File(name), content);
        return _folder.File(name);
    }
}
