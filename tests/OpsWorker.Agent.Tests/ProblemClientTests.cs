using OpsWorker.Agent.Identity;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Agent.Detection;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Agent.Tests;

public sealed class ProblemClientTests : IAsyncLifetime
{
    private const string Token = "owc_secret";

    private static readonly ClusterProblems Problems = ClusterProblems.Of(
    [
        new ClusterProblem
        {
            Problem = ProblemKind.NodeNotReady,
            Status = AlertStatus.Firing,
            Kind = "Node",
            Name = "node-1",
            StartsAt = new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero),
        },
    ]);

    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly List<(string Method, string? Type, string Token, string Body)> _requests = [];
    private (int Status, string Body) _answer = (202, "{}");
    private WebApplication _server = null!;
    private ProblemClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Map("/base/v1/agent/alerts", AnswerAsync);
        await _server.StartAsync(_cancel);
        var http = new HttpClient { BaseAddress = new Uri(_server.Urls.First() + "/base/") };
        _client = new ProblemClient(http, new ClusterToken(Token, null));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Problems_are_posted_in_the_documented_form()
    {
        await _client.ReportAsync(Problems, _cancel);

        var (method, type, token, body) = _requests.ShouldHaveSingleItem();
        (method, type, token).ShouldBe(("POST", "application/json", "Bearer " + Token));
        body.ShouldBe(
            """{"version":"1","problems":["""
            + """{"problem":"NodeNotReady","status":"Firing","kind":"Node","name":"node-1","startsAt":"2026-03-01T03:00:00+00:00"}]}""");
    }

    [Fact]
    public async Task What_is_known_is_asked_for()
    {
        _answer = (200, JsonSerializer.Serialize(Problems, CoreJson.Default.ClusterProblems));

        (await _client.ListAsync(_cancel)).Problems.ShouldBe(Problems.Problems);
    }

    [Theory]
    [InlineData(401, typeof(SessionRefusedException), "the reason")]
    [InlineData(403, typeof(SessionRefusedException), "the reason")]
    [InlineData(400, typeof(ProblemsRefusedException), "the reason")]
    [InlineData(413, typeof(ProblemsRefusedException), "the reason")]
    [InlineData(429, typeof(HttpRequestException), "The server answered with status 429.")]
    [InlineData(500, typeof(HttpRequestException), "The server answered with status 500.")]
    public async Task A_refusal_has_the_reason_and_never_the_token(int status, Type expected, string message)
    {
        _answer = (status, """{"detail":"the reason"}""");

        var refused = await Should.ThrowAsync(() => _client.ReportAsync(Problems, _cancel), expected);

        refused.Message.ShouldBe(message);
        refused.ToString().ShouldNotContain(Token);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _requests.Add(
            (context.Request.Method, context.Request.ContentType, context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync(_cancel)));
        context.Response.StatusCode = _answer.Status;
        await context.Response.WriteAsync(_answer.Body, _cancel);
    }
}
