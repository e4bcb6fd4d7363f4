using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Testing;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>The access to an API server that a connection is configured with.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="AuthorityPem">The authorities that may sign its certificate.</param>
/// <param name="Token">The token at first; it is rotated later.</param>
/// <param name="Namespace">The namespace of queries that name none.</param>
public sealed record ClusterAccess(Uri Server, string AuthorityPem, string Token, string Namespace);

/// <summary>
/// The behaviour of every connection to an API server, over HTTPS: that of a pod, with which the agent asks its cluster, and
/// that of a person's kubeconfig, with which the server and the command line do.
/// </summary>
public abstract class ClusterConnectionContract : IAsyncLifetime
{
    private static readonly Query s_pods = new() { Verb = QueryVerb.List, Resource = "pods", Namespace = SmallCluster.Namespace };

    private readonly TemporaryFolder _folder = new();
    private ApiServerStandIn _server = null!;

    private string Cluster => _folder.File("cluster");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(Cluster));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_token_is_sent_with_every_request()
    {
        (await ReadAsync(await ConnectAsync(), s_pods)).Error.ShouldBeNull();

        _server.Requests.ShouldNotBeEmpty();
        _server.Requests.ShouldAllBe(request => request.Authorization == $"Bearer {ApiServerStandIn.FirstToken}");
    }

    [Fact]
    public async Task A_rotated_token_is_used_at_once_when_the_old_one_is_refused()
    {
        using var reader = new LiveReader(await ConnectAsync(), TimeProvider.System);
        (await reader.ReadAsync(s_pods, Cancel)).Error.ShouldBeNull();

        _server.Token = "rotated";
        await RotateAsync("rotated");

        (await reader.ReadAsync(s_pods, Cancel)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_is_refused_is_not_in_the_error()
    {
        _server.Token = "another";
        var result = await ReadAsync(await ConnectAsync(Access() with { Token = "hunter2" }), s_pods);

        result.Error.ShouldNotBeNull().ShouldContain("401 Unauthorized");
        result.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Whatever_is_asked_only_GET_is_sent()
    {
        using var reader = new LiveReader(await ConnectAsync(), TimeProvider.System);

        foreach (var verb in Enum.GetValues<QueryVerb>())
        {
            var query = new Query { Verb = verb, Resource = "pods", Namespace = SmallCluster.Namespace, Name = "checkout-7c9-x2x" };
            await reader.ReadAsync(query, Cancel);
        }

        _server.Requests.ShouldNotBeEmpty();
        _server.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task A_redirect_is_an_error_and_is_not_followed()
    {
        await using var other = await ApiServerStandIn.StartAsync(Cluster);
        var connection = await ConnectAsync();
        for (var request = 0; request < 3; request++) _server.RedirectNext(other.Address);

        var result = await ReadAsync(connection, s_pods);

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldNotBeNull().ShouldContain("302");
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_whose_certificate_another_authority_signed_gets_no_request()
    {
        var connection = await ConnectAsync(Access() with { AuthorityPem = new TestCertificates().AuthorityPem });

        (await ReadAsync(connection, s_pods)).Error.ShouldNotBeNull().ShouldContain("TLS with the API server failed: The remote "
            + "certificate is invalid");

        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_whose_certificate_has_another_name_gets_no_request()
    {
        await using var other = await ApiServerStandIn.StartAsync(Cluster, onlyName: "kubelet.node-1");
        var connection = await ConnectAsync(Access() with { Server = other.Address, AuthorityPem = other.Certificates.AuthorityPem });

        (await ReadAsync(connection, s_pods)).Error.ShouldNotBeNull().ShouldContain("RemoteCertificateNameMismatch");

        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_authority_is_replaced_the_old_and_the_new_one_are_trusted()
    {
        var bundle = $"{new TestCertificates().AuthorityPem}\n{_server.Certificates.AuthorityPem}";

        (await ReadAsync(await ConnectAsync(Access() with { AuthorityPem = bundle }), s_pods)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_query_without_a_namespace_is_about_that_of_the_connection()
    {
        var query = new Query { Verb = QueryVerb.Get, Resource = "pods", Name = "checkout-7c9-x2x" };

        (await ReadAsync(await ConnectAsync(), query)).Error.ShouldBeNull();


        _server.Requests.ShouldContain(request => request.Path == $"/api/v1/namespaces/{SmallCluster.Namespace}/pods/checkout-7c9-x2x");
    }

    /// <summary>Configures a connection and opens it.</summary>
    protected abstract Task<IClusterConnection> ConnectAsync(ClusterAccess access);

    /// <summary>Replaces the token in the configuration of the connection that was opened last.</summary>
    protected abstract Task RotateAsync(string token);

    private Task<IClusterConnection> ConnectAsync() => ConnectAsync(Access());

    private ClusterAccess Access() => new(
        _server.Address, _server.Certificates.AuthorityPem, ApiServerStandIn.FirstToken, SmallCluster.Namespace);

    private static async Task<QueryResult> ReadAsync(IClusterConnection connection, Query query)
    {
        using var reader = new LiveReader(connection, TimeProvider.System);
        return await reader.ReadAsync(query, Cancel);
    }
}
