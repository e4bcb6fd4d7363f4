using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>The ID token that kubectl keeps in the kubeconfig, against an API server over HTTPS.</summary>
public sealed class OidcTokenTests : IAsyncLifetime
{
    private readonly KubeConfigFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private ApiServerStandIn _server = null!;
    private LiveReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(_folder.PathOf("cluster")));
        _server.Token = Token(TimeSpan.FromMinutes(10));
        _reader = new LiveReader(await _folder.ConnectAsync(Config(_server.Token), _time), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_token_is_sent_as_a_bearer()
    {
        (await ReadAsync()).Error.ShouldBeNull();

        _server.Requests.ShouldAllBe(request => request.Token == _server.Token);
    }

    [Fact]
    public async Task A_token_that_kubectl_renewed_in_the_file_is_read_when_the_old_one_expires()
    {
        (await ReadAsync()).Error.ShouldBeNull();
        _server.Token = Token(TimeSpan.FromMinutes(20));
        _folder.Write("config", Config(_server.Token));

        _time.Advance(TimeSpan.FromMinutes(10));

        (await ReadAsync()).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_kubectl_renewed_in_the_file_is_read_when_the_old_one_is_refused()
    {
        _server.Token = Token(TimeSpan.FromMinutes(20));
        _folder.Write("config", Config(_server.Token));

        (await ReadAsync()).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData(true, "has expired")]
    [InlineData(false, "is missing")]
    public async Task Without_a_valid_token_the_error_names_the_command_that_renews_it(bool hasToken, string reason)
    {
        _folder.Write("config", Config(hasToken ? _server.Token : ""));
        _time.Advance(TimeSpan.FromMinutes(10));

        (await ReadAsync()).Error.ShouldNotBeNull().ShouldEndWith(
            $"{_folder.PathOf("config")}: the id-token of the user 'k' {reason}; run `kubectl get namespaces` with this user once, "
                + "which renews it in the file.");
        _server.Requests.ShouldBeEmpty();
    }

    private Task<QueryResult> ReadAsync() => _reader.ReadAsync(
        new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = SmallCluster.Namespace }, TestContext.Current.CancellationToken);

    private string Config(string token) => KubeConfigFolder.Config(
        "k",
        KubeConfigFolder.Cluster(_server),
        $"{{auth-provider: {{name: oidc, config: {{client-id: opsworker, idp-issuer-url: 'https://idp.test', refresh-token: r, "
            + $"id-token: '{token}'}}}}}}");

    private string Token(TimeSpan lifetime) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"exp\":{(_time.GetUtcNow() + lifetime).ToUnixTimeSeconds()}}}"))}.c2ln";
}
