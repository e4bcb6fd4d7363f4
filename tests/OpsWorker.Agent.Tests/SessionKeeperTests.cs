using Microsoft.Extensions.Time.Testing;
using OpsWorker.Agent.Health;
using OpsWorker.Agent.Identity;
using OpsWorker.Agent.Sessions;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Testing;

namespace OpsWorker.Agent.Tests;

public sealed class SessionKeeperTests : IAsyncLifetime
{
    private const string Token = "owc_a-very-secret-token";
    private readonly AgentStatus _status = new(TimeProvider.System);
    private readonly RecordingLogger<SessionKeeper> _log = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private SessionServer _server = null!;
    private HttpClient _http = null!;
    private SessionKeeper _keeper = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await SessionServer.StartAsync();
        _http = new HttpClient { BaseAddress = _server.Address };
        _keeper = new SessionKeeper(Client(), _http, _status, TimeProvider.System, _log);
    }

    private SessionClient Client() => new(
        _http, new ClusterToken(Token, null), new TrustedOrigins(_server.Address, awsEndpoint: new Uri("http://127.0.0.1:1")));

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_opened_once_for_all_who_ask()
    {
        AnswerWithSession(TimeSpan.FromHours(1));

        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _keeper.GetAsync(_cancel)));

        sessions.Distinct().ShouldHaveSingleItem().ClusterId.ShouldBe("cl_1");
        _server.Tokens.ShouldBe([$"Bearer {Token}"]);
        _status.Read().Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task A_session_that_was_refused_is_replaced()
    {
        AnswerWithSession(TimeSpan.FromHours(1));
        var first = await _keeper.GetAsync(_cancel);

        _keeper.Invalidate(first);
        var second = await _keeper.GetAsync(_cancel);
        _keeper.Invalidate(first);

        second.ShouldNotBeSameAs(first);
        (await _keeper.GetAsync(_cancel)).ShouldBeSameAs(second);
    }

    [Fact]
    public async Task A_session_that_is_about_to_end_is_used_on_while_no_other_can_be_opened()
    {
        var time = new FakeTimeProvider(TestClock.Start);
        using var keeper = new SessionKeeper(Client(), _http, _status, time, _log);
        _server.Answers.Enqueue((200, SessionServer.Session(time.GetUtcNow().AddHours(1))));
        var first = await keeper.GetAsync(_cancel);
        _server.Answers.Clear();
        _server.Answers.Enqueue((500, ""));

        time.Advance(TimeSpan.FromMinutes(50));

        (await keeper.GetAsync(_cancel)).ShouldBeSameAs(first);

        _status.Read().Trouble.ShouldBe("unreachable: The server answered with status 500.");
    }

    [Fact]
    public async Task A_refused_token_is_tried_again_and_the_log_has_the_servers_reason_but_not_the_token()
    {
        _server.Answers.Enqueue((403, """{"detail":"Cluster cl_1, which the token is for, was removed."}"""));
        _server.Answers.Enqueue((401, "<html>"));
        AnswerWithSession(TimeSpan.FromHours(1));

        (await _keeper.GetAsync(_cancel)).ClusterId.ShouldBe("cl_1");

        _log.Messages.ShouldContain(line => line.Contains("Cluster cl_1, which the token is for, was removed.", StringComparison.Ordinal));
        _log.Messages.ShouldContain(line => line.Contains("gives no reason", StringComparison.Ordinal));
        _log.Messages.ShouldAllBe(line => !line.Contains(Token, StringComparison.Ordinal));
        _server.Tokens.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_no_session_is_tried_again()
    {
        _server.Answers.Enqueue((200, "<html>"));
        AnswerWithSession(TimeSpan.FromHours(1));

        (await _keeper.GetAsync(_cancel)).ClusterId.ShouldBe("cl_1");
    }

    private void AnswerWithSession(TimeSpan lasting) =>
        _server.Answers.Enqueue((200, SessionServer.Session(TimeProvider.System.GetUtcNow() + lasting)));
}
