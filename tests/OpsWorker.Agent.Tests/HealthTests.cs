using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Agent.Health;
using OpsWorker.Agent.Settings;
using OpsWorker.Core.Queries;

namespace OpsWorker.Agent.Tests;

public sealed class HealthTests
{
    private readonly AgentStatus _status = new(TimeProvider.System);

    [Fact]
    public void Ready_is_who_has_a_session_and_no_trouble()
    {
        using var health = Listener();
        health.Answer("/healthz").Status.ShouldBe(HttpStatusCode.OK);
        health.Answer("/readyz").ShouldBe((HttpStatusCode.ServiceUnavailable, "text/plain; charset=utf-8", "not connected yet\n"));

        _status.SessionOpened(default);
        health.Answer("/readyz").Status.ShouldBe(HttpStatusCode.OK);

        _status.Refused("The cluster was removed.");
        health.Answer("/readyz").Body.ShouldBe("refused: The cluster was removed.\n");

        _status.Reached();
        health.Answer("/readyz").Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Metrics_count_what_was_done()
    {
        _status.CommandReceived(TimeSpan.FromSeconds(-1));
        _status.CommandReceived(TimeSpan.FromSeconds(2.5));
        _status.QueriesAnswered([Result(QueryOutcome.Success) with { Masked = 3 }, Result(QueryOutcome.Error) with { OmittedBytes = 9 }]);
        _status.CommandHandled(answered: true, TimeSpan.FromSeconds(1.5));

        var metrics = MetricsText.Write(_status.Read(), "1.2.3", residentBytes: 42, allocatedBytes: 43);

        foreach (var line in (string[])[
            "opsworker_agent_info{version=\"1.2.3\"} 1",
            "opsworker_agent_connected 0",
            "opsworker_agent_commands_in_flight 1",
            "opsworker_agent_commands_answered_total 1",
            "opsworker_agent_command_seconds_total 1.5",
            "opsworker_agent_queue_lag_seconds 2.5",
            "opsworker_agent_queries_total 2",
            "opsworker_agent_query_errors_total 1",
            "opsworker_agent_masked_total 3",
            "opsworker_agent_omitted_bytes_total 9",
            "process_resident_memory_bytes 42"])
        {
            metrics.Split('\n').ShouldContain(line);
        }
    }

    [Fact]
    public async Task It_is_served_over_http_on_a_free_port()
    {
        var log = new RecordingLogger<HealthListener>();
        using var health = new HealthListener(new ListenAddress("127.0.0.1", 0), _status, "1.2.3", log);
        await health.StartAsync(CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri("http://" + log.Messages.ShouldHaveSingleItem().Split(' ')[^1]) };

        (await http.GetStringAsync("/healthz", TestContext.Current.CancellationToken)).ShouldBe("ok\n");
        (await http.GetAsync("/else", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.PostAsync("/healthz", null, TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);

        await health.StopAsync(CancellationToken.None);
    }

    private HealthListener Listener() =>
        new(new ListenAddress("127.0.0.1", 0), _status, "1.2.3", NullLogger<HealthListener>.Instance);

    private static QueryResult Result(QueryOutcome outcome) =>
        new() { Query = new Query { Verb = QueryVerb.Version }, Outcome = outcome, CollectedAt = default };
}
