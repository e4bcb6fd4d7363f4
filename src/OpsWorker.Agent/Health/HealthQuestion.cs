using OpsWorker.Agent.Settings;

namespace OpsWorker.Agent.Health;

/// <summary>
/// <c>opsworker-agent health PATH</c>: asks the agent in the same pod, for the kubelet's probes where the port is on the loopback address
/// alone.
/// </summary>
internal static class HealthQuestion
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(4);

    /// <summary>0 if the agent answers with success, else 1; the answer is written to <paramref name="output"/>.</summary>
    public static async Task<int> AskAsync(string path, SettingsReader reader, TextWriter output)
    {
        if (AgentSettingsReader.ReadListen(reader) is not { } listen)
        {
            await output.WriteLineAsync($"{AgentSettingsReader.Listen} is off or not valid, so there is no answer.");
            return 1;
        }

        var host = listen.Host == "+" ? "127.0.0.1" : listen.Host;
        using var http = new HttpClient { Timeout = s_timeout };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{host}:{listen.Port}{path}"));
            await output.WriteAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
