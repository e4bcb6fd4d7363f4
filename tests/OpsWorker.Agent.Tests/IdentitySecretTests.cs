using System.Net;
using System.Text;
using OpsWorker.Agent.Identity;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Agent.Tests;

public sealed class IdentitySecretTests
{
    private const string Address = "https://cluster:6443/api/v1/namespaces/opsworker/secrets/identity";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly ApiServer _server = new();

    [Fact]
    public async Task The_token_is_patched_into_the_one_secret_and_read_from_it()
    {
        using var secret = new IdentitySecret(_server, "identity");
        _server.Answer = (HttpStatusCode.OK, "{}");
        await secret.WriteAsync("oca_1", _cancel);
        _server.Answer = (HttpStatusCode.OK, $$$"""{"data":{"AGENT_TOKEN":"{{{Convert.ToBase64String("oca_1"u8)}}}"}}""");

        (await secret.ReadAsync(_cancel)).ShouldBe("oca_1");

        _server.Requests.ShouldBe(
        [
            ("PATCH", Address, "application/merge-patch+json", $$$"""{"data":{"AGENT_TOKEN":"{{{Convert.ToBase64String("oca_1"u8)}}}"}}"""),
            ("GET", Address, null, ""),
        ]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{"other":"eA=="}}""")]
    public async Task An_empty_secret_has_no_token(string body)
    {
        using var secret = new IdentitySecret(_server, "identity");
        _server.Answer = (HttpStatusCode.OK, body);

        (await secret.ReadAsync(_cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "The chart creates it")]
    [InlineData(HttpStatusCode.Forbidden, "needs get and patch of it by a Role")]
    [InlineData(HttpStatusCode.InternalServerError, "status 500")]
    public async Task A_refusal_names_the_secret_and_the_remedy(HttpStatusCode status, string remedy)
    {
        using var secret = new IdentitySecret(_server, "identity");
        _server.Answer = (status, "");

        foreach (var use in (Func<Task>[])[() => secret.ReadAsync(_cancel), () => secret.WriteAsync("oca_1", _cancel)])
        {
            var message = (await Should.ThrowAsync<IOException>(use)).Message;
            message.ShouldContain("the Secret opsworker/identity");
            message.ShouldContain(remedy);
        }
    }

    [Theory]
    [InlineData("PATCH", Address + "x")]
    [InlineData("PATCH", "https://cluster:6443/api/v1/namespaces/opsworker/secrets")]
    [InlineData("PATCH", Address + "?fieldManager=x")]
    [InlineData("GET", "https://cluster:6443/api/v1/secrets")]
    [InlineData("PUT", Address)]
    [InlineData("POST", Address)]
    [InlineData("DELETE", Address)]
    public async Task Nothing_else_is_sent(string method, string address)
    {
        using var client = new HttpClient(new OneSecretHandler(new Uri(Address), _server.CreateHandler()));

        await Should.ThrowAsync<InvalidOperationException>(() =>
            client.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), _cancel));

        _server.Requests.ShouldBeEmpty();
    }

    private sealed class ApiServer : IClusterConnection
    {
        public (HttpStatusCode Status, string Body) Answer { get; set; }

        public List<(string Method, string Address, string? Type, string Body)> Requests { get; } = [];

        public Uri Server => new("https://cluster:6443");

        public string Namespace => "opsworker";

        public HttpMessageHandler CreateHandler() => new Handler(this);

        private sealed class Handler(ApiServer server) : HttpMessageHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
                server.Requests.Add(
                    (request.Method.Method, request.RequestUri!.ToString(), request.Content?.Headers.ContentType?.ToString(), body));
                return new HttpResponseMessage(server.Answer.Status)
                {
                    Content = new StringContent(server.Answer.Body, Encoding.UTF8, "application/json"),
                };
            }
        }
    }
}
