using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsWorker.Testing;

namespace OpsWorker.EndToEnd.Tests;

/// <summary>Sends alerts as Alertmanager does: each again and again until it gets a 202.</summary>
internal sealed class AlertSender(ServerProcess server) : IDisposable
{
    private const int Concurrency = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = new();
    private readonly ConcurrentDictionary<string, string> _accepted = new();
    private int _answers;

    /// <summary>The ids of the alerts that got a 202.</summary>
    public IReadOnlyCollection<string> Accepted => [.. _accepted.Keys];

    /// <summary>The number of payloads that were answered with 202.</summary>
    public int Answers => _answers;

    /// <summary>Sends all alerts, those of a script one after the other.</summary>
    public Task SendAsync(IEnumerable<IReadOnlyList<JsonObject>> scripts, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            scripts,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (script, cancel) =>
            {
                foreach (var alert in script) await SendUntilAcceptedAsync(AlertmanagerPayload.Of(alert).ToJsonString(), cancel);
            });

    public void Dispose() => _http.Dispose();

    private async Task SendUntilAcceptedAsync(string payload, CancellationToken cancellationToken)
    {
        while (!await TrySendAsync(payload, cancellationToken)) await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        Interlocked.Increment(ref _answers);
    }

    private async Task<bool> TrySendAsync(string payload, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent(payload);
            using var response = await _http.PostAsync(server.WebhookUrl, content, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Accepted) return false;
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            foreach (var id in answer.RootElement.GetProperty("alerts").EnumerateArray()) _accepted[id.GetString()!] = payload;
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The server is not there, or was killed before its answer came.
            return false;
        }
    }
}
