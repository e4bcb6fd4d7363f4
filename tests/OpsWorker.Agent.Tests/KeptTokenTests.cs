using System.Net;
using OpsWorker.Agent.Identity;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Testing;

namespace OpsWorker.Agent.Tests;

public sealed class KeptTokenTests : IDisposable
{
    private const string Registration = "ocr_registration";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly Answers _server = new();
    private readonly RecordingLogger<KeptToken> _log = new();
    private readonly HttpClient _http;

    public KeptTokenTests() => _http = new HttpClient(_server) { BaseAddress = new Uri("http://server/") };

    private string TokenFile => _folder.File("token");

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_start_registers_and_the_next_one_uses_what_was_kept()
    {
        _server.Next.Enqueue((HttpStatusCode.OK, Identity("oca_1")));
        using var first = Token();
        (await first.ReadAsync(_cancel)).ShouldBe("oca_1");
        (await first.ReadAsync(_cancel)).ShouldBe("oca_1");

        using var second = Token();

        (await second.ReadAsync(_cancel)).ShouldBe("oca_1");
        _server.Requests.ShouldBe([("/v1/agent/register", $"Bearer {Registration}", """{"clusterName":"shop"}""")]);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(TokenFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _log.Messages.ShouldAllBe(line => !line.Contains("oca_1", StringComparison.Ordinal) && !line.Contains(Registration));
    }

    [Fact]
    public async Task A_refused_registration_token_gives_the_servers_reason()
    {
        _server.Next.Enqueue((HttpStatusCode.Unauthorized, """{"detail":"The registration token of shop was used."}"""));
        using var token = Token();

        (await Should.ThrowAsync<SessionRefusedException>(() => token.ReadAsync(_cancel))).Message
            .ShouldBe("The registration token of shop was used.");
    }

    [Fact]
    public async Task Without_a_kept_token_and_a_registration_token_the_remedy_is_named()
    {
        using var token = Token(registers: false);

        (await Should.ThrowAsync<SessionRefusedException>(() => token.ReadAsync(_cancel))).Message
            .ShouldContain("opsworker cluster join-token");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_registration_token_replaces_a_kept_one_that_is_refused()
    {
        await File.WriteAllTextAsync(TokenFile, "oca_old\n", _cancel);
        _server.Next.Enqueue((HttpStatusCode.OK, Identity("oca_new")));
        using var token = Token();

        (await token.RenewAsync(await token.ReadAsync(_cancel), _cancel)).ShouldBeTrue();

        (await token.ReadAsync(_cancel)).ShouldBe("oca_new");
        (await File.ReadAllTextAsync(TokenFile, _cancel)).Trim().ShouldBe("oca_new");
    }

    [Fact]
    public async Task A_refused_kept_token_stays_where_the_registration_token_was_used_up()
    {
        await File.WriteAllTextAsync(TokenFile, "oca_old", _cancel);
        _server.Next.Enqueue((HttpStatusCode.Unauthorized, """{"detail":"used"}"""));
        using var token = Token();

        (await token.RenewAsync(await token.ReadAsync(_cancel), _cancel)).ShouldBeFalse();

        (await File.ReadAllTextAsync(TokenFile, _cancel)).ShouldBe("oca_old");
    }

    [Fact]
    public async Task A_rotated_token_is_kept_before_it_is_used()
    {
        await File.WriteAllTextAsync(TokenFile, "oca_1", _cancel);
        _server.Next.Enqueue((HttpStatusCode.OK, Identity("oca_2")));
        using var token = Token();
        await token.ReadAsync(_cancel);

        (await token.RotateAsync(_cancel)).ShouldBeTrue();

        _server.Requests.Single().ShouldBe(("/v1/agent/rotate-token", "Bearer oca_1", ""));
        (await File.ReadAllTextAsync(TokenFile, _cancel)).Trim().ShouldBe("oca_2");
        (await token.ReadAsync(_cancel)).ShouldBe("oca_2");
    }

    [Fact]
    public async Task A_token_that_cannot_be_kept_is_not_rotated_to()
    {
        using var token = new KeptToken(new NoPlace("oca_1"), null, new RegistrationClient(_http), isRotated: true, _log);
        _server.Next.Enqueue((HttpStatusCode.OK, Identity("oca_2")));
        await token.ReadAsync(_cancel);

        (await token.RotateAsync(_cancel)).ShouldBeFalse();

        (await token.ReadAsync(_cancel)).ShouldBe("oca_1");
    }

    [Fact]
    public async Task A_first_token_that_cannot_be_kept_is_used_and_the_log_says_so()
    {
        using var token = new KeptToken(
            new NoPlace(null), new ClusterToken(Registration, null), new RegistrationClient(_http), isRotated: true, _log);
        _server.Next.Enqueue((HttpStatusCode.OK, Identity("oca_1")));

        (await token.ReadAsync(_cancel)).ShouldBe("oca_1");
        (await token.ReadAsync(_cancel)).ShouldBe("oca_1");

        _server.Requests.Count.ShouldBe(1);
        _log.Messages.ShouldContain(line => line.Contains("will be lost at the next restart: No place", StringComparison.Ordinal));
    }

    private static string Identity(string token) => $$"""{"clusterId":"cl_1","agentToken":"{{token}}"}""";

    private KeptToken Token(bool registers = true) => new(
        new IdentityFile(TokenFile),
        registers ? new ClusterToken(Registration, null) : null,
        new RegistrationClient(_http, "shop"),
        isRotated: true,
        _log);

    private sealed class NoPlace(string? kept) : IIdentityStore
    {
        public string Place => "no place";

        public Task<string?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(kept);

        public Task WriteAsync(string token, CancellationToken cancellationToken) => throw new IOException("No place is left.");
    }

    private sealed class Answers : HttpMessageHandler
    {
        public Queue<(HttpStatusCode Status, string Body)> Next { get; } = new();

        public List<(string Path, string? Authorization, string Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add((request.RequestUri!.AbsolutePath, request.Headers.Authorization?.ToString(), body));
            var (status, answer) = Next.Dequeue();
            return new HttpResponseMessage(status) { Content = new StringContent(answer) };
        }
    }
}
