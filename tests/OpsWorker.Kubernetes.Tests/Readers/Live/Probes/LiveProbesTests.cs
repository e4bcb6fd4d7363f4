using System.Net;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Probes;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Live.Probes;

public sealed class LiveProbesTests : IAsyncLifetime
{
    private static readonly Query Probe = new() { Verb = QueryVerb.Probe, Namespace = "shop" };

    private LiveFixture _live = null!;
    private ProbeNetwork _network = null!;
    private LiveReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();
        _network = await ProbeNetwork.StartAsync();
        _reader = new LiveReader(_live.Connection(), TimeProvider.System, new LiveReaderOptions { Probes = _network.Options });
        _live.Cluster.Write("shop/services.json",
            """
            {"items":[
              {"metadata":{"name":"web","namespace":"shop"},"spec":{"type":"ClusterIP","clusterIP":"10.96.0.10","selector":{"app":"web"},
               "ports":[{"port":80,"targetPort":"http"},{"port":53,"protocol":"UDP"}]}},
              {"metadata":{"name":"db","namespace":"shop"},"spec":{"clusterIP":"10.96.0.11","ports":[{"port":5432,"protocol":"TCP"}]}},
              {"metadata":{"name":"headless","namespace":"shop"},"spec":{"clusterIP":"None","ports":[{"port":80}]}},
              {"metadata":{"name":"outside","namespace":"shop"},
               "spec":{"type":"ExternalName","externalName":"example.com","ports":[{"port":80}]}},
              {"metadata":{"name":"metadata","namespace":"shop"},"spec":{"clusterIP":"169.254.169.254","ports":[{"port":80}]}},
              {"metadata":{"name":"self","namespace":"shop"},"spec":{"clusterIP":"127.0.0.1","ports":[{"port":9090}]}}]}
            """);
        _live.Cluster.Write("other/services.json",
            """{"items":[{"metadata":{"name":"admin","namespace":"other"},"spec":{"clusterIP":"10.96.0.99","ports":[{"port":80}]}}]}""");
        _live.Cluster.Write("shop/pods.json",
            """
            {"items":[
              {"metadata":{"name":"web-1","namespace":"shop","labels":{"app":"web"}},
               "spec":{"containers":[{"name":"server","ports":[{"name":"http","containerPort":8080}],
                 "readinessProbe":{"httpGet":{"path":"/ready?full=1","port":"http"}},
                 "livenessProbe":{"httpGet":{"path":"/tls","port":8080,"scheme":"HTTPS"}}}]},
               "status":{"podIP":"10.244.0.7"}},
              {"metadata":{"name":"agent","namespace":"shop"},
               "spec":{"hostNetwork":true,"containers":[{"name":"a"}]},"status":{"podIP":"192.168.1.5"}}]}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _network.DisposeAsync();
        await _live.DisposeAsync();
    }

    [Fact]
    public async Task The_TCP_ports_of_a_namespaces_Services_are_checked()
    {
        _network.Answering.Add("10.96.0.10:80");

        var result = await AskAsync(Probe);

        result.Error.ShouldBeNull();
        result.Content.ShouldBe(
            """[{"kind":"tcp","target":"db.shop.svc:5432","ok":false,"detail":"connection refused by 10.96.0.11:5432"},"""
            + """{"kind":"tcp","target":"web.shop.svc:80","ok":true,"detail":"connected to 10.96.0.10:80"}]""");
        _network.Connections.ShouldBe(["10.96.0.10:80", "10.96.0.11:5432"]);
    }

    [Theory]
    [InlineData("tcp://web:80", "10.96.0.10:80")]
    [InlineData("tcp://web.shop:80", "10.96.0.10:80")]
    [InlineData("tcp://web.shop.svc:80", "10.96.0.10:80")]
    [InlineData("tcp://web.shop.svc.cluster.local:80", "10.96.0.10:80")]
    [InlineData("tcp://10.96.0.10:80", "10.96.0.10:80")]
    [InlineData("tcp://10.244.0.7:6379", "10.244.0.7:6379")]
    public async Task A_Service_is_found_by_name_and_address_and_a_pod_by_address(string target, string connected)
    {
        (await AskAsync(Probe with { Target = target })).Outcome.ShouldBe(QueryOutcome.Success);

        _network.Connections.ShouldBe([connected]);
    }

    [Theory]
    [InlineData("tcp://169.254.169.254:80")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://0xA9FEA9FE/latest/meta-data")]
    [InlineData("tcp://metadata.shop.svc:80")]
    [InlineData("tcp://self.shop.svc:9090")]
    [InlineData("tcp://127.0.0.1:9090")]
    [InlineData("tcp://localhost:9090")]
    [InlineData("tcp://[::1]:9090")]
    [InlineData("tcp://[::ffff:169.254.169.254]:80")]
    [InlineData("tcp://[fd00:ec2::254]:80")]
    [InlineData("tcp://192.168.1.5:10250")]
    [InlineData("tcp://8.8.8.8:53")]
    [InlineData("tcp://example.com:80")]
    [InlineData("tcp://outside.shop.svc:80")]
    [InlineData("tcp://headless.shop.svc:80")]
    [InlineData("tcp://web.shop.svc:22")]
    [InlineData("tcp://web.shop.svc:53")]
    [InlineData("tcp://web.shop.svc.evil.example:80")]
    [InlineData("tcp://admin.other.svc:80")]
    [InlineData("tcp://10.96.0.99:80")]
    [InlineData("http://user:secret@web.shop.svc/ready?full=1")]
    [InlineData("http://web.shop.svc/admin/delete?id=1")]
    [InlineData("http://web.shop.svc/ready")]
    [InlineData("http://web.shop.svc/tls")]
    [InlineData("http://db.shop.svc:5432/")]
    [InlineData("https://web.shop.svc:80/ready?full=1")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://web.shop.svc:80/")]
    [InlineData("web")]
    [InlineData("")]
    public async Task Other_addresses_are_refused_without_a_connection(string target)
    {
        (await AskAsync(Probe with { Target = target })).Outcome.ShouldBe(QueryOutcome.Error);

        _network.Connections.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://web.shop.svc/ready?full=1", "10.96.0.10:80")]
    [InlineData("http://10.244.0.7:8080/ready?full=1", "10.244.0.7:8080")]
    public async Task A_path_that_the_pods_declare_for_the_kubelet_is_asked_without_credentials(string target, string address)
    {
        _network.Answering.Add(address);

        var check = JsonElement.Parse((await AskAsync(Probe with { Target = target })).Content)[0];

        check.GetProperty("kind").GetString().ShouldBe("http");
        check.GetProperty("ok").GetBoolean().ShouldBeTrue();
        check.GetProperty("detail").GetString().ShouldBe($"HTTP 204 from {address}");
        _network.Requests.ShouldBe(["GET /ready?full=1 [Connection,Host,User-Agent]"]);
    }

    [Theory]
    [InlineData(302, true)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public async Task A_status_counts_as_for_the_kubelet_and_no_redirect_is_followed(int status, bool ok)
    {
        _network.Answering.Add("10.96.0.10:80");
        _network.Status = status;

        var check = JsonElement.Parse((await AskAsync(Probe with { Target = "http://web.shop.svc/ready?full=1" })).Content)[0];

        check.GetProperty("ok").GetBoolean().ShouldBe(ok);
        _network.Connections.ShouldBe(["10.96.0.10:80"]);
    }

    [Fact]
    public async Task A_check_of_a_port_without_an_answer_times_out()
    {
        var options = new ProbeOptions { Timeout = TimeSpan.FromMilliseconds(50), Connect = NeverAsync };
        using var reader = new LiveReader(_live.Connection(), TimeProvider.System, new LiveReaderOptions { Probes = options });

        var result = await reader.ReadAsync(Probe with { Target = "tcp://web.shop.svc:80" }, TestContext.Current.CancellationToken);

        result.Content.ShouldContain("no answer from 10.96.0.10:80 within 0.1 s");
    }

    [Fact]
    public async Task No_more_ports_are_checked_than_the_limit_and_the_rest_is_counted()
    {
        using var reader = new LiveReader(
            _live.Connection(), TimeProvider.System, new LiveReaderOptions { Probes = _network.Options with { MaxChecks = 1 } });

        var result = await reader.ReadAsync(Probe, TestContext.Current.CancellationToken);

        _network.Connections.ShouldBe(["10.96.0.11:5432"]);
        result.Error.ShouldBe("1 of 2 ports were not checked.");
    }

    [Fact]
    public async Task Without_options_no_check_runs()
    {
        var result = await _live.AskAsync(Probe);

        result.Outcome.ShouldBe(QueryOutcome.NoData);
        result.Error.ShouldNotBeNullOrEmpty();
        _live.Server.Requests.ShouldBeEmpty();
    }

    private Task<QueryResult> AskAsync(Query query) => _reader.ReadAsync(query, TestContext.Current.CancellationToken);

    private static async ValueTask<Stream> NeverAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("never");
    }
}
