using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Kubernetes.Tests.Readers.Live.Connections;

public sealed class GetOnlyTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("CONNECT")]
    public async Task No_method_but_GET_reaches_any_connection(string method)
    {
        var connection = new RecordingConnection();
        using var http = KubernetesHttp.Create(connection);

        await Should.ThrowAsync<Exception>(async () =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), "api/v1/pods");
            await http.SendAsync(request, TestContext.Current.CancellationToken);
        });

        connection.Sent.ShouldBe(0);
    }

    [Fact]
    public async Task A_GET_with_a_body_reaches_no_connection_and_one_without_does()
    {
        var connection = new RecordingConnection();
        using var http = KubernetesHttp.Create(connection);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/pods") { Content = new StringContent("{}") };

        await Should.ThrowAsync<InvalidOperationException>(() => http.SendAsync(request, TestContext.Current.CancellationToken));
        connection.Sent.ShouldBe(0);

        (await http.GetStringAsync("api/v1/pods", TestContext.Current.CancellationToken)).ShouldBe("https://k:6443/api/v1/pods");
        connection.Sent.ShouldBe(1);
    }

    private sealed class RecordingConnection : IClusterConnection
    {
        public int Sent { get; private set; }

        public Uri Server => new("https://k:6443");

        public string Namespace => "default";

        public HttpMessageHandler CreateHandler() => new Recorder(this);

        private sealed class Recorder(RecordingConnection connection) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                connection.Sent++;
                return Task.FromResult(new HttpResponseMessage { Content = new StringContent(request.RequestUri!.AbsoluteUri) });
            }
        }
    }
}
