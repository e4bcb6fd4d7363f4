using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.AgentRuntime.Tests.Commands;

public sealed class AgentCommandHandlerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly SentMessages _queue = new();
    private HttpClient _http = null!;
    private readonly List<byte[]> _uploads = [];
    private WebApplication _store = null!;
    private int _uploadStatus = StatusCodes.Status200OK;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _store = builder.Build();
        _store.MapPut("/upload", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _uploads.Add(body.ToArray());
            context.Response.StatusCode = _uploadStatus;
        });
        _store.MapPut("/moved", context =>
        {
            context.Response.Redirect("/upload", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await _store.StartAsync();
        _http = new HttpClient(OutboundHttp.CreateHandler(new Uri(_store.Urls.First())));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_small_answer_is_sent_inline()
    {
        (await HandleAsync("log line\n", Command())).ShouldBe(HandlerResult.Handled);

        var (queue, message) = _queue.Sent.ShouldHaveSingleItem();
        queue.ShouldBe(Queues.Results);
        var result = JsonSerializer.Deserialize(message.Body, CoreJson.Default.AgentMessage)!.Result.ShouldNotBeNull();
        result.ShouldSatisfyAllConditions(
            r => r.CommandId.ShouldBe("cmd_1"),
            r => r.ClusterId.ShouldBe("cl_1"),
            r => r.InvestigationId.ShouldBe("inv_1"),
            r => r.EntryNumber.ShouldBe(3),
            r => r.AgentVersion.ShouldBe("1.2.3"));
        QueryResultsCodec.Unpack(result.Content).ShouldHaveSingleItem().Content.ShouldBe("log line\n");
        _uploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_answer_is_uploaded_before_the_message_is_sent()
    {
        var content = LargeText();

        (await HandleAsync(content, Command())).ShouldBe(HandlerResult.Handled);

        QueryResultsCodec.Unpack(_uploads.ShouldHaveSingleItem()).ShouldHaveSingleItem().Content.ShouldBe(content);
        var body = _queue.Sent.ShouldHaveSingleItem().Message.Body;
        JsonSerializer.Deserialize(body, CoreJson.Default.AgentMessage)!.Result!.Content.ShouldBeNull();
    }

    [Fact]
    public async Task A_failed_upload_is_retried_later()
    {
        _uploadStatus = StatusCodes.Status503ServiceUnavailable;
        var content = LargeText();

        (await HandleAsync(content, Command())).ShouldBeOfType<HandlerResult.RetryAfter>();

        _queue.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://localhost:PORT/upload")]
    [InlineData("https://127.0.0.1:PORT/upload")]
    [InlineData("http://127.0.0.1:1/upload")]
    [InlineData("http://user@127.0.0.1:PORT/upload")]
    [InlineData("http://127.0.0.1:PORT/moved")]
    public async Task An_answer_is_not_uploaded_outside_the_sessions_origin_even_by_redirect(string address)
    {
        var content = LargeText();
        var port = new Uri(_store.Urls.First()).Port.ToString(CultureInfo.InvariantCulture);
        var command = Command() with { UploadUrl = new Uri(address.Replace("PORT", port, StringComparison.Ordinal)) };

        (await HandleAsync(content, command)).ShouldBeOfType<HandlerResult.RetryAfter>();

        _uploads.ShouldBeEmpty();
        _queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expired_command_is_completed_and_not_answered()
    {
        (await HandleAsync("x", Command() with { ExpiresAt = _time.GetUtcNow() })).ShouldBe(HandlerResult.Handled);

        _queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void The_largest_inline_answer_fits_the_queues_limit()
    {
        var worst = new byte[AgentResult.MaxInlineBytes];
        worst.AsSpan().Fill(0xFB);
        var result = new AgentResult
        {
            CommandId = "cmd_1",
            ClusterId = "cl_1",
            InvestigationId = "inv_1",
            EntryNumber = 1,
            AgentVersion = "1",
            Content = worst,
        };

        Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(new AgentMessage { Result = result }, CoreJson.Default.AgentMessage))
            .ShouldBeLessThan(OutgoingMessage.MaxBodyBytes);
    }

    private AgentCommand Command() => new()
    {
        Id = "cmd_1",
        ClusterId = "cl_1",
        InvestigationId = "inv_1",
        EntryNumber = 3,
        Queries = [new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "web-1" }],
        ExpiresAt = _time.GetUtcNow().AddMinutes(1),
        UploadUrl = new Uri(_store.Urls.First() + "/upload"),
        UploadKey = "evidence/1",
    };

    // Nothing that packing makes small enough.
    private static string LargeText()
    {
        var bytes = new byte[AgentResult.MaxInlineBytes * 2];
        new Random(1).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private Task<HandlerResult> HandleAsync(string answer, AgentCommand command)
    {
        var reader = new ScriptedReader((query, _) => Task.FromResult(
            new QueryResult { Query = query, Outcome = QueryOutcome.Success, Content = answer, CollectedAt = _time.GetUtcNow() }));
        var executor = new QueryExecutor(reader, new QueryLimits(), _time, NullLogger<QueryExecutor>.Instance);
        var handler = new AgentCommandHandler(
            executor,
            _queue,
            new AnswerUploads(_http, _ => Task.FromResult(new Uri(_store.Urls.First()))),
            "1.2.3",
            _time,
            NullLogger<AgentCommandHandler>.Instance);
        var delivery = new ReceivedMessage
        {
            Queue = Queues.Commands("cl_1"),
            Id = "m1",
            ReceiptHandle = "r1",
            Body = "",
            ReceiveCount = 1,
        };
        return handler.HandleAsync(command, delivery, TestContext.Current.CancellationToken);
    }
}
